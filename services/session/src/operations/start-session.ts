import { AppError, createEvent, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { roundId } from '../domain/ids.ts';
import type { SessionDocument } from '../store/sessions.ts';
import { announce, announceToClass } from './announce.ts';
import { finishClosing } from './end-session.ts';
import { ensureLive } from './live-session.ts';
import { draftSession, type SessionRequest } from './new-session.ts';
import { setTimers } from './schedule-session.ts';

const ATTEMPTS = 20;

/**
 * Opens a session with its first round and its first code. `makeRoom` is called when the class has an active session:
 * it ends it, or throws.
 */
export async function startSession(
  context: Context,
  request: SessionRequest,
  makeRoom: (open: SessionDocument) => Promise<void>,
  trace: Trace,
): Promise<SessionDocument> {
  const draft = await draftSession(context, request, trace);
  return whenClassIsFree(context, draft.classId, makeRoom, trace, async () => {
    const session = begun(context, draft, trace);
    return (await context.sessions.insert(session)) && opened(context, session, trace);
  });
}

/** Tries to open a session until the class has no other open one. */
export async function whenClassIsFree(
  context: Context,
  classId: string,
  makeRoom: (open: SessionDocument) => Promise<void>,
  trace: Trace,
  open: () => Promise<SessionDocument | false>,
): Promise<SessionDocument> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const session = await open();
    if (session) return session;
    const other = await context.sessions.openOfClass(classId);
    if (other?.status === 'active') await makeRoom(other);
    else if (other) await finishClosing(context, other, trace);
  }
  throw new AppError('try_again');
}

/** A session that begins now, with its first round and the event of its start. */
export function begun(context: Context, session: SessionDocument, trace: Trace): SessionDocument {
  const startedAt = new Date(context.redisClock.nowMs());
  const { _id: sessionId, classId } = session;
  const data = { sessionId, classId, startedAt: startedAt.toISOString() };
  return {
    ...session,
    status: 'active',
    open: true,
    beginsAt: startedAt,
    startedAt,
    rounds: [{ roundNumber: 1, startsAt: startedAt, endsAt: null }],
    outbox: [createEvent(context.bus, 'sessionStarted', sessionId, data, trace)],
  };
}

/** Gives a session that has just begun its live state, and tells everybody. */
export async function opened(context: Context, session: SessionDocument, trace: Trace): Promise<SessionDocument> {
  await ensureLive(context, session, trace);
  await setTimers(context, session);
  const { _id: sessionId, classId, beginsAt, rounds } = session;
  void context.sessions.outbox.flush(sessionId);
  const started = { sessionId, classId, startedAt: beginsAt.toISOString() };
  announceToClass(context, classId, { kind: 'realtime', event: 'session:started', data: started }, trace);
  for (const { roundNumber, startsAt } of rounds) {
    const data = { sessionId, roundId: roundId(sessionId, roundNumber), roundNumber, startsAt: startsAt.toISOString() };
    announce(context, sessionId, { audience: 'all', event: 'round:started', data }, trace);
  }
  return session;
}

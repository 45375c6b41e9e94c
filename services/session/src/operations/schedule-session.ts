import { createEvent, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import type { SessionDocument } from '../store/sessions.ts';
import { draftSession, type SessionRequest } from './new-session.ts';

/** Stores a session that starts by itself at `startsAt`. A class may have several. */
export async function scheduleSession(
  context: Context,
  request: SessionRequest,
  startsAt: Date,
  trace: Trace,
): Promise<SessionDocument> {
  const draft = await draftSession(context, request, trace);
  const { _id: sessionId, classId, endsAt } = draft;
  const data = { sessionId, classId, startsAt: startsAt.toISOString(), endsAt: endsAt?.toISOString() ?? null };
  const event = createEvent(context.bus, 'sessionScheduled', sessionId, data, trace);
  const session: SessionDocument = { ...draft, startsAt, beginsAt: startsAt, outbox: [event] };
  await context.sessions.insert(session);
  void context.sessions.outbox.flush(sessionId);
  await setTimers(context, session);
  return session;
}

/**
 * Has a session started and ended at its times. Without Redis it is stored all the same: `jobs/keep-times.ts` looks after
 * what the queue does not know.
 */
export async function setTimers(context: Context, session: SessionDocument): Promise<void> {
  const { _id: sessionId, status, startsAt, endsAt } = session;
  const timers = [
    ...(status === 'scheduled' && startsAt ? [{ action: 'activate', at: startsAt } as const] : []),
    ...(endsAt ? [{ action: 'end', at: endsAt } as const] : []),
  ];
  for (const { action, at } of timers) {
    await context.timers
      .set({ sessionId, action }, at.getTime())
      .catch((error) => context.log.warn({ err: error, sessionId }, 'timers: left to the look at what is due'));
  }
}

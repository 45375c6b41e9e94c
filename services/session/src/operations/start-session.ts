import { type ClassSummary, INSTITUTION_ID } from '@rollcall/contracts';
import { AppError, createEvent, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { roundId } from '../domain/ids.ts';
import type { SessionDocument } from '../store/sessions.ts';
import { announce, announceToClass } from './announce.ts';
import { finishClosing } from './end-session.ts';
import { ensureLive } from './live-session.ts';
import { nameOf } from './name-of.ts';

const LATE_AFTER_MINUTES = 5;
const ATTEMPTS = 20;

export interface StartRequest {
  ofClass: ClassSummary;
  openedBy: string;
  room: string | null;
}

/**
 * Opens a session with its first round and its first code. `makeRoom` is called when the class has an active session:
 * it ends it, or throws.
 */
export async function startSession(
  context: Context,
  request: StartRequest,
  makeRoom: (open: SessionDocument) => Promise<void>,
  trace: Trace,
): Promise<SessionDocument> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const session = await newSession(context, request, trace);
    if (await context.sessions.insert(session)) {
      await ensureLive(context, session, trace);
      tell(context, session, trace);
      return session;
    }
    const open = await context.sessions.openOfClass(request.ofClass._id);
    if (open?.status === 'active') await makeRoom(open);
    else if (open) await finishClosing(context, open, trace);
  }
  throw new AppError('try_again');
}

async function newSession(
  context: Context,
  { ofClass, openedBy, room }: StartRequest,
  trace: Trace,
): Promise<SessionDocument> {
  const sessionId = context.ids.objectId();
  const [nowMs, teacherName] = await Promise.all([context.live.nowMs(), nameOf(context, openedBy, trace)]);
  const startedAt = new Date(nowMs);
  const data = { sessionId, classId: ofClass._id, startedAt: startedAt.toISOString() };
  return {
    _id: sessionId,
    schemaVersion: 1,
    institutionId: INSTITUTION_ID,
    classId: ofClass._id,
    className: ofClass.className,
    teacherIds: ofClass.teacherIds,
    openedBy,
    teacherName,
    status: 'active',
    open: true,
    room,
    startedAt,
    closingAt: null,
    endedAt: null,
    rounds: [{ roundNumber: 1, startsAt: startedAt, endsAt: null }],
    policy: {
      lateAfterMinutes: LATE_AFTER_MINUTES,
      rotationSeconds: context.config.QR_ROTATION_SECONDS,
      graceSeconds: context.config.QR_GRACE_SECONDS,
    },
    summary: null,
    outbox: [createEvent(context.bus, 'sessionStarted', sessionId, data, trace)],
  };
}

function tell(context: Context, { _id: sessionId, classId, startedAt, rounds }: SessionDocument, trace: Trace): void {
  void context.sessions.outbox.flush(sessionId);
  const started = { sessionId, classId, startedAt: startedAt.toISOString() };
  announceToClass(context, classId, { kind: 'realtime', event: 'session:started', data: started }, trace);
  for (const { roundNumber, startsAt } of rounds) {
    const data = { sessionId, roundId: roundId(sessionId, roundNumber), roundNumber, startsAt: startsAt.toISOString() };
    announce(context, sessionId, { audience: 'all', event: 'round:started', data }, trace);
  }
}

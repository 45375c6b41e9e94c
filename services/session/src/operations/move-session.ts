import { AppError, createEvent, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { readTimes } from '../domain/session-times.ts';
import type { SessionDocument } from '../store/sessions.ts';
import { getSession } from './find-session.ts';
import { setTimers } from './schedule-session.ts';

const ATTEMPTS = 10;

/** What is said of a session's move; what is not said stays. */
export interface WantedMove {
  startsAt?: string | undefined;
  endsAt?: string | null | undefined;
  durationMinutes?: number | undefined;
  room?: string | null | undefined;
}

/** Moves a session that waits for its start. Throws `session_not_scheduled`, and `invalid_request` for times that make no sense. */
export async function moveSession(
  context: Context,
  { _id: sessionId, classId }: SessionDocument,
  wanted: WantedMove,
  trace: Trace,
): Promise<SessionDocument> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const session = await getSession(context, sessionId);
    if (session.status !== 'scheduled' || !session.startsAt) throw new AppError('session_not_scheduled');
    const nowMs = context.redisClock.nowMs();
    const { startsAt, endsAt } = newTimes(session, session.startsAt, wanted, nowMs);
    const room = wanted.room === undefined ? session.room : wanted.room;
    const data = { sessionId, classId, startsAt: startsAt.toISOString(), endsAt: endsAt?.toISOString() ?? null };
    const event = createEvent(context.bus, 'sessionScheduled', sessionId, data, trace);
    const moved = await context.sessions.move(session, { startsAt, endsAt, room, changedAt: new Date(nowMs) }, event);
    if (!moved) continue;
    void context.sessions.outbox.flush(sessionId);
    await resetTimers(context, moved);
    return moved;
  }
  throw new AppError('try_again');
}

function newTimes(
  { endsAt }: SessionDocument,
  startsAt: Date,
  wanted: WantedMove,
  nowMs: number,
): { startsAt: Date; endsAt: Date | null } {
  const saysTimes = [wanted.startsAt, wanted.endsAt, wanted.durationMinutes].some((value) => value !== undefined);
  if (!saysTimes) return { startsAt, endsAt };
  const startText = wanted.startsAt ?? startsAt.toISOString();
  const saysEnd = wanted.endsAt !== undefined || wanted.durationMinutes !== undefined;
  const keptEnd = endsAt && new Date(Date.parse(startText) + endsAt.getTime() - startsAt.getTime()).toISOString();
  const times = readTimes(
    {
      startsAt: startText,
      endsAt: (saysEnd ? wanted.endsAt : keptEnd) ?? undefined,
      durationMinutes: wanted.durationMinutes,
    },
    nowMs,
  );
  // Now is when it is started by hand.
  if (!times.startsAt) throw new AppError('invalid_request', { details: [{ path: 'startsAt', message: 'is over' }] });
  return { startsAt: times.startsAt, endsAt: times.endsAt };
}

/** A timer that stays, because Redis is away, finds that it is too early, or is late and `jobs/keep-times.ts` is first. */
async function resetTimers(context: Context, session: SessionDocument): Promise<void> {
  await context.timers
    .clear(session._id)
    .catch((error) =>
      context.log.warn({ err: error, sessionId: session._id }, 'timers: those of before the move stay'),
    );
  await setTimers(context, session);
}

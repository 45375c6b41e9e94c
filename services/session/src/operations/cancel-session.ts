import { AppError, createEvent, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import type { SessionDocument } from '../store/sessions.ts';
import { announce } from './announce.ts';
import { stopTriggers } from './stop-triggers.ts';

/** Cancels a session that waits for its start or runs: it counts nowhere. Throws `session_not_active` for every other. */
export async function cancelSession(
  context: Context,
  session: SessionDocument,
  reason: string,
  trace: Trace,
): Promise<SessionDocument> {
  const { _id: sessionId, classId } = session;
  const closedAtMs = session.open ? await context.live.close(sessionId) : undefined;
  const at = new Date(closedAtMs ?? context.redisClock.nowMs());
  const event = createEvent(context.bus, 'sessionCancelled', sessionId, { sessionId, classId, why: reason }, trace);
  const cancelled = await context.sessions.cancel(sessionId, reason, at, event);
  if (!cancelled) throw new AppError('session_not_active');
  void context.sessions.outbox.flush(sessionId);
  await stopTriggers(context, session);
  await context.live.retire(
    sessionId,
    session.rounds.map(({ roundNumber }) => roundNumber),
  );
  announce(context, sessionId, { audience: 'all', event: 'session:cancelled', data: { sessionId, reason } }, trace);
  return cancelled;
}

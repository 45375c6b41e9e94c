import { systemTrace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { runningRound } from '../domain/rounds.ts';
import type { SessionDocument } from '../store/sessions.ts';
import { endSession, finishClosing } from './end-session.ts';
import { ensureLive } from './live-session.ts';
import { followRounds } from './rounds.ts';

const PAGE = 500;
const AT_ONCE = 8;
/** A closing that is younger may still be in good hands. */
const GRACE_MS = 5_000;

/** Finishes what dead processes left of all sessions that have not ended: live state, rounds, closings. */
export async function mendAll(context: Context): Promise<void> {
  let after = '';
  for (;;) {
    const page = await context.sessions.openAfter(after, PAGE);
    const waiting = [...page];
    const work = async () => {
      for (let session = waiting.shift(); session; session = waiting.shift()) await mend(context, session);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = last._id;
  }
}

async function mend(context: Context, session: SessionDocument): Promise<void> {
  try {
    await (session.status === 'closing' ? mendClosing(context, session) : mendActive(context, session));
  } catch (error) {
    context.log.warn({ err: error, sessionId: session._id }, 'mend: this session again later');
  }
}

async function mendClosing(context: Context, session: SessionDocument): Promise<void> {
  const sinceMs = session.closingAt?.getTime() ?? 0;
  if (context.redisClock.nowMs() - sinceMs > GRACE_MS) await finishClosing(context, session, traceOf(session));
}

async function mendActive(context: Context, session: SessionDocument): Promise<void> {
  const progress = await context.live.progress(session._id);
  if (!progress) return ensureLive(context, session, traceOf(session));
  const { closingAtMs, roundNumber, isRoundActive, roundEndedAtMs } = progress;
  const nowMs = context.redisClock.nowMs();
  // Closed for scans, but the process died before MongoDB knew.
  if (closingAtMs > 0) {
    if (nowMs - closingAtMs > GRACE_MS) await endSession(context, session._id, traceOf(session));
    return;
  }
  const running = runningRound(session);
  if (!running || (running.roundNumber === roundNumber && isRoundActive)) return;
  const sinceMs = Math.max(running.startsAt.getTime(), roundEndedAtMs);
  if (nowMs - sinceMs > GRACE_MS) await followRounds(context, session, traceOf(session));
}

function traceOf({ _id }: SessionDocument) {
  return systemTrace(`mend:${_id}`);
}

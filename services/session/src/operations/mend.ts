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

/** Finishes closings that dead processes left half done. */
export async function mendClosings(context: Context): Promise<void> {
  const before = new Date(context.redisClock.nowMs() - GRACE_MS);
  for (const session of await context.sessions.closingBefore(before)) {
    await attempt(context, session._id, () => finishClosing(context, session, traceOf(session)));
  }
}

/** Brings the live state of all active sessions in line with MongoDB: what is missing, rounds and closings half done. */
export async function mendLiveStates(context: Context): Promise<void> {
  let after = '';
  for (;;) {
    const page = await context.sessions.activeAfter(after, PAGE);
    const waiting = [...page];
    const work = async () => {
      for (let session = waiting.shift(); session; session = waiting.shift()) {
        const { _id } = session;
        await attempt(context, _id, () => mend(context, session as Active));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = last._id;
  }
}

type Active = Pick<SessionDocument, '_id' | 'rounds'>;

async function mend(context: Context, active: Active): Promise<void> {
  const sessionId = active._id;
  const progress = await context.live.progress(sessionId);
  if (!progress) return withSession(context, active, (session) => ensureLive(context, session, traceOf(session)));
  const { closingAtMs, roundNumber, isRoundActive, roundEndedAtMs } = progress;
  const nowMs = context.redisClock.nowMs();
  // Closed for scans, but the process died before MongoDB knew.
  if (closingAtMs > 0) {
    if (nowMs - closingAtMs > GRACE_MS) await endSession(context, sessionId, traceOf(active));
    return;
  }
  const running = runningRound(active);
  if (!running || (running.roundNumber === roundNumber && isRoundActive)) return;
  const sinceMs = Math.max(running.startsAt.getTime(), roundEndedAtMs);
  if (nowMs - sinceMs <= GRACE_MS) return;
  await withSession(context, active, (session) => followRounds(context, session, traceOf(session)));
}

/** With the session as it is now, if it is still active. */
async function withSession(context: Context, { _id }: Active, work: (session: SessionDocument) => Promise<void>) {
  const session = await context.sessions.get(_id);
  if (session?.status === 'active') await work(session);
}

async function attempt(context: Context, sessionId: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    context.log.warn({ err: error, sessionId }, 'mend: this session again later');
  }
}

function traceOf({ _id }: Pick<SessionDocument, '_id'>) {
  return systemTrace(`mend:${_id}`);
}

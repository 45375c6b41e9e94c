import type { JobData } from '@rollcall/contracts';
import { queueRedisUrl, type RunningWorker, startWorker } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { roundId } from '../domain/ids.ts';
import { runningRound } from '../domain/rounds.ts';
import { ensureLive } from '../operations/live-session.ts';
import { rotateDue } from '../operations/wall.ts';

/** A worker fetches so many one by one; each that is done brings the next along with its end, which saves a call. */
const CONCURRENCY = 8;

/**
 * Draws the next code of a round; a round that is over loses its scheduler. A job of a process whose clock is ahead comes too
 * early and changes nothing: whether a code is due is Redis' clock's to say.
 */
export async function rotateQr(context: Context, { sessionId, roundNumber }: JobData<'qrRotation'>): Promise<void> {
  if (await rotateDue(context, sessionId, roundNumber, 'nearly-due')) return;
  const session = await context.sessions.get(sessionId);
  const isRunning = session?.status === 'active' && runningRound(session)?.roundNumber === roundNumber;
  if (isRunning) await ensureLive(context, session, { requestId: `wall:${sessionId}`, actor: null });
  else await forget(context, sessionId, roundNumber);
}

/** Works on rotations, together with the other processes of the service. */
export function startRotationWorker(context: Context): RunningWorker {
  const parts = { redisUrl: queueRedisUrl(context.config), log: context.log };
  return startWorker('qrRotation', parts, CONCURRENCY, async (round) => {
    await rotateQr(context, round);
    return undefined;
  });
}

async function forget({ rotation, live }: Context, sessionId: string, roundNumber: number): Promise<void> {
  await rotation.stop(sessionId, roundNumber);
  await live.forgetDue(roundId(sessionId, roundNumber));
}

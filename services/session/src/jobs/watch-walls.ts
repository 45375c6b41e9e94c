import { type Repeated, repeat } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { readRoundId } from '../domain/ids.ts';
import { followPhase } from '../operations/wall.ts';
import { rotateQr } from './rotate-qr.ts';

const PERIOD_MS = 1_000;
/** The queue is the usual trigger; so late it has failed. */
const LATE_MS = 500;
const AT_ONCE = 200;

/** Rotates overdue codes, whatever became of the queue and its workers: no wall is without a valid code. */
export function watchWalls(context: Context): Repeated {
  return repeat({ name: 'walls', everyMs: PERIOD_MS, log: context.log }, async () => {
    const overdue = await context.live.overdueWalls(context.redisClock.nowMs() - LATE_MS, AT_ONCE);
    await Promise.all(
      overdue.map(async (roundId) => {
        const { sessionId, roundNumber } = readRoundId(roundId);
        await rotateQr(context, { sessionId, roundNumber });
        await followPhase(context, sessionId, roundNumber);
      }),
    );
  });
}

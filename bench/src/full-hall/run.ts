import { setTimeout as wait } from 'node:timers/promises';
import { monotonicMs } from '../lib/clock.ts';
import type { Forked } from '../lib/forked.ts';
import { quantile } from '../lib/statistics.ts';
import type { EchoOperations } from './echo-worker.ts';
import type { FullHall } from './open-hall.ts';

/** What happens to one of the two gateways in the middle of the scanning. */
export const signals = { calm: undefined, killed: 'SIGKILL', drained: 'SIGTERM' } as const;
export type Variant = keyof typeof signals;

const BOARDS_ARE_TRUE_AFTER_MS = 2_000;
const BACK_MS = 30_000;
const POLL_MS = 100;

export interface Run {
  ackP99Ms: number;
  boardP99Ms: number;
  /** Acknowledged marks that the teacher's board, or the student's own, did not show two seconds after the last. */
  missing: number;
  /** Students whose scan was never acknowledged. */
  unserved: number;
  /** Requests that were refused, or had no answer, before an acknowledgement. */
  refusals: number;
  echoP99Ms: number;
}

/** One session: all watch, all scan, and their boards are held against what was acknowledged. */
export async function runHall(
  hall: FullHall,
  echo: Forked<EchoOperations>,
  variant: Variant,
  withinMs: number,
  victim: number,
): Promise<Run> {
  const { teacher, phones } = hall;
  await hall.nextSession();
  await echo.call('start');
  const scans = Promise.all(phones.map((worker) => worker.call('scan', withinMs)));
  await wait(withinMs / 2);
  const signal = signals[variant];
  const gateway = hall.network.services['realtime-gateway'][victim];
  // It may take longer to leave than the scanning goes on.
  const gone = signal && gateway?.signal(signal);
  const acknowledged = (await scans).flat();
  const lastAtMs = Math.max(...acknowledged.map(({ atMs }) => atMs));
  await wait(Math.max(0, lastAtMs + BOARDS_ARE_TRUE_AFTER_MS - monotonicMs()));

  const ids = acknowledged.map(({ studentId }) => studentId);
  const notShown = await Promise.all([
    teacher.call('missing', ids),
    ...phones.map((worker) => worker.call('missing', ids)),
  ]);
  const shownAtMs = await teacher.call('shown');
  const behind = acknowledged.flatMap(({ studentId, atMs }) => {
    const shown = shownAtMs[studentId];
    // A board that is faster than the student's own answer is not behind.
    return shown === undefined ? [] : Math.max(0, shown - atMs);
  });
  const run = {
    ackP99Ms: quantile(
      acknowledged.map(({ tookMs }) => tookMs),
      0.99,
    ),
    boardP99Ms: quantile(behind, 0.99),
    missing: notShown.flat().length,
    unserved: hall.students - acknowledged.length,
    refusals: acknowledged.reduce((sum, one) => sum + one.refusals, 0),
    echoP99Ms: await echo.call('p99'),
  };
  if (gone) {
    await gone;
    await gateway?.ready();
    await makeWhole(hall);
  }
  return run;
}

/** All are back, half of them on each gateway. */
async function makeWhole({ phones, teacher, leave }: FullHall): Promise<void> {
  const untilMs = performance.now() + BACK_MS;
  const areBack = async () => {
    const away = await Promise.all(phones.map((worker) => worker.call('away')));
    return away.every((count) => count === 0) && !(await teacher.call('isAway'));
  };
  while (!(await areBack())) {
    if (performance.now() > untilMs) throw new Error('some sockets have not come back');
    await wait(POLL_MS);
  }
  await leave();
  await Promise.all(phones.map((worker) => worker.call('reconnectAll')));
}

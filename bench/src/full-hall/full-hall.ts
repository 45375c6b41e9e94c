import { forkScript } from '../lib/forked.ts';
import { median, spread } from '../lib/statistics.ts';
import { printTable } from '../lib/table.ts';
import type { EchoOperations } from './echo-worker.ts';
import { openFullHall } from './open-hall.ts';
import { type Run, runHall, type Variant } from './run.ts';

const STUDENTS = 1_500;
const RUNS = 3;
/** A hall that loses a gateway scans faster than a calm one. */
const variants: Record<Variant, { withinMs: number }> = {
  calm: { withinMs: 20_000 },
  killed: { withinMs: 8_000 },
  drained: { withinMs: 8_000 },
};

/** P3: a full hall on the real network, from the phones to the boards, calm and while a gateway goes. */
export async function benchFullHall(): Promise<Record<string, unknown>> {
  const startedAtMs = performance.now();
  const hall = await openFullHall(STUDENTS);
  const echo = forkScript<EchoOperations>(new URL('echo-worker.ts', import.meta.url));
  process.stdout.write(`${STUDENTS} phones after ${((performance.now() - startedAtMs) / 1000).toFixed(1)} s\n`);
  const runs: Record<Variant, Run[]> = { calm: [], killed: [], drained: [] };
  try {
    for (const variant of Object.keys(variants) as Variant[]) {
      const { withinMs } = variants[variant];
      for (let n = 0; n < RUNS; n += 1) runs[variant].push(await runHall(hall, echo, variant, withinMs, n % 2));
    }
  } finally {
    await echo.close();
    await hall.close();
  }
  print(runs);
  const missing = Object.values(runs).flatMap((all) => all.map((one) => one.missing));
  return {
    P3: {
      ackP99Ms: round(median(runs.calm.map((one) => one.ackP99Ms))),
      boardP99Ms: round(median(runs.calm.map((one) => one.boardP99Ms))),
      missing: Math.max(...missing),
    },
  };
}

function print(runs: Record<Variant, Run[]>): void {
  const names = {
    calm: 'calm',
    killed: 'a gateway killed in the middle',
    drained: 'a gateway drained in the middle',
  };
  printTable(
    `P3: ${STUDENTS} students, mode rotating, 2 session and 2 gateway processes behind the edge, ${RUNS} runs`,
    [
      'what',
      'scans within, s',
      'ack p99, ms',
      'teacher’s board p99, ms',
      'missing',
      'never in',
      'tried again',
      'echo p99, ms',
    ],
    (Object.keys(names) as Variant[]).map((variant) => {
      const of = (pick: (one: Run) => number, digits = 0) => spread(runs[variant].map(pick), digits);
      return [
        names[variant],
        String(variants[variant].withinMs / 1000),
        of((one) => one.ackP99Ms),
        of((one) => one.boardP99Ms),
        of((one) => one.missing),
        of((one) => one.unserved),
        of((one) => one.refusals),
        of((one) => one.echoP99Ms, 1),
      ];
    }),
  );
}

const round = (value: number) => Math.round(value * 10) / 10;

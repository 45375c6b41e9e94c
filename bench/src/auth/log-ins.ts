import { setTimeout as wait } from 'node:timers/promises';
import { createClient } from '@rollcall/client';
import { routes } from '@rollcall/contracts';
import { cpuMsOf } from '../lib/process-cpu.ts';
import { quantile, spread } from '../lib/statistics.ts';
import { printTable } from '../lib/table.ts';
import { type Bench, PASSWORD } from './prepare.ts';

const RUNS = 3;
const RUN_MS = 8_000;
const CONCURRENT = 8;
const ME_PAUSE_MS = 10;

interface Run {
  logInsPerSecond: number;
  cpuMsPerLogIn: number;
  meP50Ms: number;
  meP99Ms: number;
}

/** Log-ins as fast as they go, while somebody asks who he is every 10 ms; and the same question without log-ins. */
export async function measureLogIns(bench: Bench): Promise<Record<string, unknown>> {
  const quiet: number[][] = [];
  const runs: Run[] = [];
  for (let n = 0; n < RUNS; n += 1) {
    quiet.push(await askWhile(bench, wait(RUN_MS / 4)));
    runs.push(await run(bench));
  }
  const of = (pick: (run: Run) => number) => runs.map(pick);
  const quietP99 = quiet.map((times) => quantile(times, 0.99));
  printTable(
    `Log-ins, bcrypt cost 10, ${CONCURRENT} at once, ${RUNS} runs of ${RUN_MS / 1000} s`,
    ['what', 'median [min-max]'],
    [
      ['log-ins a second', spread(of((one) => one.logInsPerSecond))],
      ['CPU of the auth process, ms per log-in', spread(of((one) => one.cpuMsPerLogIn))],
      ['GET auth/me meanwhile, p50 ms', spread(of((one) => one.meP50Ms))],
      ['GET auth/me meanwhile, p99 ms', spread(of((one) => one.meP99Ms))],
      ['GET auth/me without log-ins, p99 ms', spread(quietP99)],
    ],
  );
  const middle = (pick: (run: Run) => number) => round(quantile(of(pick), 0.5));
  return {
    logIns: {
      perSecond: middle((one) => one.logInsPerSecond),
      cpuMsPerLogIn: middle((one) => one.cpuMsPerLogIn),
      meP99Ms: middle((one) => one.meP99Ms),
      quietMeP99Ms: round(quantile(quietP99, 0.5)),
    },
  };
}

async function run(bench: Bench): Promise<Run> {
  const startedAt = performance.now();
  const cpuBefore = cpuMsOf(bench.processId);
  let done = 0;
  const working = Promise.all(
    Array.from({ length: CONCURRENT }, async (_, worker) => {
      for (let n = worker; performance.now() - startedAt < RUN_MS; n += CONCURRENT) {
        const email = bench.emails[n % bench.emails.length] ?? '';
        await bench.client.call(routes.logIn, { body: { email, password: PASSWORD } });
        done += 1;
      }
    }),
  );
  const times = await askWhile(bench, working);
  const seconds = (performance.now() - startedAt) / 1000;
  return {
    logInsPerSecond: done / seconds,
    // The questions are in it too: a few per cent.
    cpuMsPerLogIn: (cpuMsOf(bench.processId) - cpuBefore) / done,
    meP50Ms: quantile(times, 0.5),
    meP99Ms: quantile(times, 0.99),
  };
}

async function askWhile({ origin, client, emails }: Bench, working: Promise<unknown>): Promise<number[]> {
  const { accessToken } = await client.call(routes.logIn, { body: { email: emails[0] ?? '', password: PASSWORD } });
  const asking = createClient({ origin, token: accessToken });
  const times: number[] = [];
  let isOver = false;
  const over = working.finally(() => {
    isOver = true;
  });
  while (!isOver) {
    const askedAt = performance.now();
    await asking.call(routes.me);
    times.push(performance.now() - askedAt);
    await wait(ME_PAUSE_MS);
  }
  await over;
  return times;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

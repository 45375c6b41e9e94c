import { setTimeout as wait } from 'node:timers/promises';
import { type Hall, openHall } from '../hall/hall.ts';
import { student } from '../hall/neighbours.ts';
import { inParallel } from '../lib/in-parallel.ts';
import { type Load, startLoad } from '../lib/load.ts';
import { cpuMsOf } from '../lib/process-cpu.ts';
import { median, spread } from '../lib/statistics.ts';
import { printTable } from '../lib/table.ts';

const RUNS = 3;
const SCANS = 5_000;
/** So many scans of one session follow each other, and so many are on their way: batches are alike whatever grows. */
const CHUNK = 10;
const CONNECTIONS = 100;
const SESSIONS_AT_ONCE = CONNECTIONS / CHUNK;
const SETTLE_MS = 3_000;
const IDLE_MS = 3_000;

interface Row {
  axis: string;
  cpuUs: number[];
}

/** P8: what a scan costs as rosters grow, and as more and more sessions run. */
export async function benchScale(): Promise<Record<string, unknown>> {
  const hall = await openHall();
  const load = startLoad();
  try {
    const tokens = Array.from({ length: SCANS / SESSIONS_AT_ONCE }, (_, n) => hall.neighbours.token(student(n)));
    const rows: Row[] = [];
    // Compiled, and each token known.
    await scanAll(hall, load, tokens, SESSIONS_AT_ONCE, 1_000);
    for (const [sessions, size] of [
      [SCANS / CHUNK, 10],
      [SESSIONS_AT_ONCE, 1_000],
      [SESSIONS_AT_ONCE, 100_000],
    ] as const) {
      const cpuUs: number[] = [];
      for (let n = 0; n < RUNS; n += 1) cpuUs.push(await scanAll(hall, load, tokens, sessions, size));
      rows.push({ axis: `${size} on the roster`, cpuUs });
    }
    let open = 0;
    for (const more of [1, 100, 5_000]) {
      await inParallel(8, more - open, () => hall.openSession(CHUNK));
      open = more;
      const cpuUs: number[] = [];
      for (let n = 0; n < RUNS; n += 1) cpuUs.push(await scanAll(hall, load, tokens, SESSIONS_AT_ONCE, 1_000));
      rows.push({ axis: `${more} other active sessions`, cpuUs });
    }
    return { P8: { spreadPercent: print(rows) } };
  } finally {
    load.close();
    await hall.close();
  }
}

/** CPU of the session process, us per scan, without what it does all the time. */
async function scanAll(hall: Hall, load: Load, tokens: string[], sessions: number, size: number): Promise<number> {
  const ids = await inParallel(4, sessions, () => hall.openSession(size));
  const bodies = (await inParallel(8, ids.length, (n) => hall.codeOf(ids[n] ?? ''))).map((token) =>
    JSON.stringify({ token }),
  );
  await wait(SETTLE_MS);
  const idlePerMs = (await cpuDuring(hall, () => wait(IDLE_MS))).perMs;
  const { cpuMs, elapsedMs } = await cpuDuring(hall, async () => {
    const { statuses } = await load.run({
      port: Number(new URL(hall.session.url).port),
      path: '/api/v1/scans',
      connections: CONNECTIONS,
      requests: SCANS,
      stopAfterMs: 60_000,
      // Chunk by chunk the next session; a session's own scans are by its next students.
      tokens: Array.from({ length: SCANS }, (_, n) => tokens[studentOf(n, sessions)] ?? ''),
      perBody: CHUNK,
      bodies,
    });
    if (statuses[200] !== SCANS) throw new Error(`not all were in: ${JSON.stringify(statuses)}`);
  });
  return ((cpuMs - idlePerMs * elapsedMs) * 1000) / SCANS;
}

function studentOf(n: number, sessions: number): number {
  const turn = Math.floor(n / CHUNK / sessions);
  return turn * CHUNK + (n % CHUNK);
}

async function cpuDuring({ session }: Hall, work: () => Promise<void>) {
  const before = cpuMsOf(session.processId ?? 0);
  const startedAtMs = performance.now();
  await work();
  const elapsedMs = performance.now() - startedAtMs;
  const cpuMs = cpuMsOf(session.processId ?? 0) - before;
  return { cpuMs, elapsedMs, perMs: cpuMs / elapsedMs };
}

function print(rows: Row[]): number {
  const medians = rows.map(({ cpuUs }) => median(cpuUs));
  const [least, most] = [Math.min(...medians), Math.max(...medians)];
  const spreadPercent = Math.round(((most - least) * 1000) / least) / 10;
  printTable(
    `P8: a scan as work grows, batches of ${CHUNK} alike, ${SCANS} scans a run, ${RUNS} runs, what runs all the time taken off`,
    ['what', 'CPU us of the process'],
    [...rows.map(({ axis, cpuUs }) => [axis, spread(cpuUs)]), ['spread, %', String(spreadPercent)]],
  );
  return spreadPercent;
}

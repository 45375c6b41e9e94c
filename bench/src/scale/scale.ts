import { setTimeout as wait } from 'node:timers/promises';
import { type Hall, openHall } from '../hall/hall.ts';
import { student } from '../hall/neighbours.ts';
import { inParallel } from '../lib/in-parallel.ts';
import { type Load, type LoadReport, startLoad } from '../lib/load.ts';
import { cpuMsOf } from '../lib/process-cpu.ts';
import { median, spread } from '../lib/statistics.ts';
import { printTable } from '../lib/table.ts';

const RUNS = 3;
const SCANS = 4_500;
/** So many scans of one session follow each other, and so many are on their way: batches are alike whatever grows. */
const CHUNK = 9;
const CONNECTIONS = 90;
const SESSIONS_AT_ONCE = CONNECTIONS / CHUNK;
const SETTLE_MS = 2_000;
const IDLE_MS = 3_000;
/** The codes of the sessions that are scanned stay good for a run. */
const SLOW_WALL = { rotationSeconds: 120 };

interface Row {
  axis: string;
  cpuUs: number[];
}

/** P8: what a scan costs as rosters grow, and as more and more sessions run. */
export async function benchScale(): Promise<Record<string, unknown>> {
  const hall = await openHall();
  const load = startLoad();
  try {
    const tokens = Array.from({ length: SCANS / SESSIONS_AT_ONCE + 1 }, (_, n) => hall.neighbours.token(student(n)));
    const scan = (sessions: number, size: number) => scanAll(hall, load, tokens, sessions, size);
    const ofRosters = await measureRosters(scan);
    const ofSessions: Row[] = [];
    let open = 0;
    for (const more of [1, 100, 5_000]) {
      await inParallel(8, more - open, () => hall.openSession(CHUNK));
      open = more;
      const cpuUs: number[] = [];
      for (let n = 0; n < RUNS; n += 1) cpuUs.push(await scan(SESSIONS_AT_ONCE, 1_000));
      ofSessions.push({ axis: `${more} other active sessions`, cpuUs });
    }
    return { P8: { spreadPercent: print([...ofRosters, ofSessions]) } };
  } finally {
    load.close();
    await hall.close();
  }
}

const MANY = SCANS / CHUNK;

/**
 * Two axes, since a hundred thousand students are not on the rosters of many sessions at once: a scan in a session that had
 * few costs more than in one that had many. In turn, so that a busy moment of the machine meets all; the first turn is for
 * the compiler.
 */
async function measureRosters(scan: (sessions: number, size: number) => Promise<number>): Promise<Row[][]> {
  const axes = [
    [
      { sessions: MANY, size: CHUNK + 1 },
      { sessions: MANY, size: 1_000 },
    ],
    [
      { sessions: SESSIONS_AT_ONCE, size: 1_000 },
      { sessions: SESSIONS_AT_ONCE, size: 100_000 },
    ],
  ].map((rows) =>
    rows.map((row) => ({ ...row, axis: `${row.size} on the roster, ${row.sessions} sessions`, cpuUs: [] as number[] })),
  );
  for (let n = 0; n <= RUNS; n += 1) {
    for (const { sessions, size, cpuUs } of axes.flat()) {
      const cost = await scan(sessions, size);
      if (n > 0) cpuUs.push(cost);
    }
  }
  return axes;
}

/** CPU of the session process, us per scan, without what it does all the time and without each session's first scan. */
async function scanAll(hall: Hall, load: Load, tokens: string[], sessions: number, size: number): Promise<number> {
  const ids = await inParallel(4, sessions, () => hall.openSession(size, SLOW_WALL));
  const bodies = (await inParallel(8, ids.length, (n) => hall.codeOf(ids[n] ?? ''))).map((token) =>
    JSON.stringify({ token }),
  );
  const order = {
    port: Number(new URL(hall.session.url).port),
    path: '/api/v1/scans',
    connections: CONNECTIONS,
    stopAfterMs: 60_000,
    bodies,
  };
  const [first = '', ...others] = tokens;
  requireAll(await load.run({ ...order, requests: sessions, tokens: [first], perBody: 1 }), sessions);
  await wait(SETTLE_MS);
  const idlePerMs = (await cpuDuring(hall, () => wait(IDLE_MS))).perMs;
  const { cpuMs, elapsedMs } = await cpuDuring(hall, async () => {
    // Chunk by chunk the next session; a session's own scans are by its next students.
    const inTurn = Array.from({ length: SCANS }, (_, n) => others[studentOf(n, sessions)] ?? '');
    requireAll(await load.run({ ...order, requests: SCANS, tokens: inTurn, perBody: CHUNK }), SCANS);
  });
  return ((cpuMs - idlePerMs * elapsedMs) * 1000) / SCANS;
}

function requireAll({ statuses }: LoadReport, wanted: number): void {
  if (statuses[200] !== wanted) throw new Error(`not all were in: ${JSON.stringify(statuses)}`);
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

/** Prints the rows of each axis; the greatest of their spreads. */
function print(axes: Row[][]): number {
  const spreads = axes.map((rows) => {
    const medians = rows.map(({ cpuUs }) => median(cpuUs));
    const [least, most] = [Math.min(...medians), Math.max(...medians)];
    return Math.round(((most - least) * 1000) / least) / 10;
  });
  printTable(
    `P8: a scan as work grows, batches of ${CHUNK} alike, ${SCANS} scans a run, ${RUNS} runs, what runs all the time taken off`,
    ['what', 'CPU us of the process'],
    axes.flatMap((rows, at) => [
      ...rows.map(({ axis, cpuUs }) => [axis, spread(cpuUs)]),
      ['spread, %', String(spreads[at])],
    ]),
  );
  return Math.max(...spreads);
}

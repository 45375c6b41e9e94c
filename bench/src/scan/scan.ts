import { openHall } from '../hall/hall.ts';
import { student } from '../hall/neighbours.ts';
import { type Load, startLoad } from '../lib/load.ts';
import { median, spread } from '../lib/statistics.ts';
import { printTable } from '../lib/table.ts';
import { type Measured, measure } from './measure.ts';
import { measureFloor, measureRollcall, type Subject } from './subject.ts';

const RUNS = 3;
const STUDENTS = 5_000;
const CONNECTIONS = 100;
const SESSIONS_A_RUN = 4;
const SUSTAINED_MS = 30_000;
/** Enough for 30 s at ten thousand a second. */
const SUSTAINED_SESSIONS = 60;

/** P1 and P2: what a scan costs and how many there can be, beside the floor that does the same durable work. */
export async function benchScan(): Promise<Record<string, unknown>> {
  const hall = await openHall();
  const load = startLoad();
  const rollcall = await measureRollcall(hall);
  const floor = await measureFloor(hall);
  try {
    const { neighbours, infra } = hall;
    const mint = () => Array.from({ length: STUDENTS }, (_, n) => neighbours.token(student(n)));
    const tokens = mint();
    const costs = { sessions: SESSIONS_A_RUN, students: STUDENTS, connections: CONNECTIONS };
    const run = (subject: Subject, more: object = {}) => measure(subject, infra, load, { ...costs, tokens, ...more });

    // Both have seen each token once, and are compiled.
    for (const subject of [floor, rollcall]) await run(subject);
    const warm: Record<'floor' | 'Rollcall', Measured[]> = { floor: [], Rollcall: [] };
    const cold: Measured[] = [];
    for (let n = 0; n < RUNS; n += 1) {
      for (const subject of [floor, rollcall]) warm[subject.name].push(await run(subject));
      cold.push(await run(rollcall, { tokens: mint(), sessions: 1 }));
    }
    printCosts(warm, cold);

    const sustained = { sessions: SUSTAINED_SESSIONS, stopAfterMs: SUSTAINED_MS };
    const rates: Record<'floor' | 'Rollcall', Measured[]> = { floor: [], Rollcall: [] };
    for (const subject of [floor, rollcall]) rates[subject.name].push(await run(subject, sustained));
    const ratePerSecond = median(rates.Rollcall.map((one) => one.scansPerSecond)) / 2;
    const half = await run(rollcall, { ...sustained, ratePerSecond });
    printRates(rates, half);
    return { P1: costsOf(warm), P2: ratesOf(rates, half) };
  } finally {
    await closeAll(load, [floor, rollcall]);
    await hall.close();
  }
}

async function closeAll(load: Load, subjects: Subject[]): Promise<void> {
  load.close();
  for (const subject of subjects) await subject.close();
}

type Runs = Record<'floor' | 'Rollcall', Measured[]>;

function printCosts(warm: Runs, cold: Measured[]): void {
  const row = (name: string, runs: Measured[]) => [
    name,
    spread(runs.map((one) => one.cpuUs)),
    spread(runs.map((one) => one.totalCpuUs)),
    spread(
      runs.map((one) => one.scansPerSecond),
      0,
    ),
  ];
  const { ratio, totalRatio } = costsOf(warm);
  printTable(
    `P1: a scan, ${CONNECTIONS} connections, ${SESSIONS_A_RUN * STUDENTS} scans a run, ${RUNS} runs in turn`,
    ['what', 'CPU us of the process', 'with MongoDB and Redis', 'scans/s'],
    [
      row('floor', warm.floor),
      row('Rollcall, tokens known', warm.Rollcall),
      row('Rollcall, tokens new', cold),
      ['ratio', ratio.toFixed(2), totalRatio.toFixed(2), ''],
    ],
  );
}

function costsOf({ floor, Rollcall }: Runs) {
  const middle = (runs: Measured[], pick: (one: Measured) => number) => round(median(runs.map(pick)));
  const [cpuUs, floorCpuUs] = [Rollcall, floor].map((runs) => middle(runs, (one) => one.cpuUs)) as [number, number];
  const [totalCpuUs, floorTotalCpuUs] = [Rollcall, floor].map((runs) => middle(runs, (one) => one.totalCpuUs)) as [
    number,
    number,
  ];
  return {
    ...{ cpuUs, floorCpuUs, ratio: round(cpuUs / floorCpuUs, 2) },
    ...{ totalCpuUs, floorTotalCpuUs, totalRatio: round(totalCpuUs / floorTotalCpuUs, 2) },
  };
}

function printRates(runs: Runs, half: Measured): void {
  const row = (name: string, all: Measured[]) => [
    name,
    spread(
      all.map((one) => one.scansPerSecond),
      0,
    ),
    spread(all.map((one) => one.p50Ms)),
    spread(all.map((one) => one.p99Ms)),
    String(all.reduce((sum, one) => sum + one.lost, 0)),
  ];
  printTable(
    `P2: acknowledged scans, ${SUSTAINED_MS / 1000} s, servers and load on the same cores`,
    ['what', 'scans/s', 'p50 ms', 'p99 ms', 'lost'],
    [row('floor', runs.floor), row('Rollcall', runs.Rollcall), row('Rollcall at half its rate', [half])],
  );
}

function ratesOf({ floor, Rollcall }: Runs, half: Measured) {
  const middle = (runs: Measured[], pick: (one: Measured) => number) => round(median(runs.map(pick)));
  const scansPerSecond = middle(Rollcall, (one) => one.scansPerSecond);
  const floorScansPerSecond = middle(floor, (one) => one.scansPerSecond);
  return {
    scansPerSecond,
    floorScansPerSecond,
    rateRatio: round(scansPerSecond / floorScansPerSecond, 2),
    p50Ms: middle(Rollcall, (one) => one.p50Ms),
    p99Ms: middle(Rollcall, (one) => one.p99Ms),
    p99AtHalfRateMs: round(half.p99Ms),
    lost: [...Rollcall, half].reduce((sum, one) => sum + one.lost, 0),
  };
}

function round(value: number, digits = 1): number {
  return Number(value.toFixed(digits));
}

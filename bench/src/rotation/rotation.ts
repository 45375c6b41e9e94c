import { setTimeout as wait } from 'node:timers/promises';
import { liveSessionSubject, type QrCode } from '@rollcall/contracts';
import { connectTestBus } from '@rollcall/service-kit/testing';
import { type Hall, openHall } from '../hall/hall.ts';
import { inParallel } from '../lib/in-parallel.ts';
import { cpuMsOf } from '../lib/process-cpu.ts';
import { median, quantile, spread } from '../lib/statistics.ts';
import { printTable } from '../lib/table.ts';

const ROUNDS = 2_000;
const STUDENTS = 10;
const RUNS = 3;
const IDLE_MS = 10_000;
const RUN_MS = 20_000;

interface Run {
  latenessP50Ms: number;
  latenessP99Ms: number;
  rotations: number;
  corePercent: number;
  redisPercent: number;
}

/** P5: what the rotation of two thousand walls costs one session process, and how late it is. */
export async function benchRotation(): Promise<Record<string, unknown>> {
  const hall = await openHall();
  const frames = await watchCodes(hall.infra.nats.url);
  try {
    await wait(IDLE_MS / 2);
    const idle = await cpuPercent(hall, IDLE_MS);
    await inParallel(8, ROUNDS, () => hall.openSession(STUDENTS));
    // Until each has rotated once: the start is no part of it.
    await wait(16_000);
    const runs: Run[] = [];
    for (let n = 0; n < RUNS; n += 1) runs.push(await run(hall, frames, idle));
    print(runs, idle);
    const round = (value: number) => Math.round(value * 10) / 10;
    return {
      P5: {
        latenessP99Ms: round(median(runs.map((one) => one.latenessP99Ms))),
        corePercent: round(median(runs.map((one) => one.corePercent))),
      },
    };
  } finally {
    await frames.close();
    await hall.close();
  }
}

async function run(hall: Hall, frames: Frames, idle: Percent): Promise<Run> {
  frames.lateness.length = 0;
  const busy = await cpuPercent(hall, RUN_MS);
  const late = [...frames.lateness];
  return {
    latenessP50Ms: quantile(late, 0.5),
    latenessP99Ms: quantile(late, 0.99),
    rotations: late.length,
    corePercent: busy.session - idle.session,
    redisPercent: busy.redis - idle.redis,
  };
}

interface Percent {
  session: number;
  redis: number;
}

async function cpuPercent({ session, infra }: Hall, ms: number): Promise<Percent> {
  const ids = [session.processId ?? 0, infra.redis.processId ?? 0];
  const before = ids.map(cpuMsOf);
  const startedAtMs = performance.now();
  await wait(ms);
  const elapsedMs = performance.now() - startedAtMs;
  const [own = 0, redis = 0] = ids.map((id, at) => ((cpuMsOf(id) - (before[at] ?? 0)) * 100) / elapsedMs);
  return { session: own, redis };
}

interface Frames {
  /** Of each rotation: how long after the code before was due, ms. */
  lateness: number[];
  close(): Promise<void>;
}

/** Follows the walls as the gateways do. */
async function watchCodes(natsUrl: string): Promise<Frames> {
  const bus = await connectTestBus(natsUrl);
  const due = new Map<string, number>();
  const lateness: number[] = [];
  bus.connection.subscribe(liveSessionSubject('*'), {
    callback: (_error, message) => {
      const { data: frame } = message.json<{ data: { event: string; data: QrCode } }>();
      if (frame.event !== 'round:qr-updated') return;
      const { sessionId, issuedAt, expiresAt } = frame.data;
      const dueMs = due.get(sessionId);
      if (dueMs !== undefined) lateness.push(Date.parse(issuedAt) - dueMs);
      due.set(sessionId, Date.parse(expiresAt));
    },
  });
  return { lateness, close: () => bus.close() };
}

function print(runs: Run[], idle: Percent): void {
  const of = (pick: (one: Run) => number, digits?: number) => spread(runs.map(pick), digits);
  printTable(
    `P5: ${ROUNDS} walls of 15 s, one session process, ${RUNS} runs of ${RUN_MS / 1000} s, its idle ${idle.session.toFixed(1)} % taken off`,
    ['what', 'median [min-max]'],
    [
      ['rotations a run', of((one) => one.rotations, 0)],
      ['lateness p50, ms', of((one) => one.latenessP50Ms)],
      ['lateness p99, ms', of((one) => one.latenessP99Ms)],
      ['session process, % of a core', of((one) => one.corePercent)],
      ['Redis, % of a core', of((one) => one.redisPercent)],
    ],
  );
}

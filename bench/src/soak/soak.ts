import { setTimeout as wait } from 'node:timers/promises';
import type { Network } from '@rollcall/dev-network';
import { type FullHall, openFullHall } from '../full-hall/open-hall.ts';
import { rssOf } from '../lib/process-memory.ts';
import { printTable } from '../lib/table.ts';

const STUDENTS = 2_000;
const SAMPLE_MS = 2_000;
/** In each of the two client processes. */
const RECONNECT_EVERY_MS = 1_000;
const BOARDS_ARE_TRUE_AFTER_MS = 2_000;

/** Memory of the gateways while a hall is at work for minutes, and whether every board is true at the end. */
export async function soak(minutes: number): Promise<Record<string, unknown>> {
  const hall = await openFullHall(STUDENTS);
  try {
    await hall.nextSession();
    const memory = watchMemory(hall.network);
    const { marks, reconnections } = await work(hall, minutes * 60_000);
    await wait(BOARDS_ARE_TRUE_AFTER_MS);
    const boards = await lookAtBoards(hall, marks);
    const figures = { minutes, marks: marks.length, reconnections, ...boards, gateways: memory.stop() };
    print(figures);
    return { soak: figures };
  } finally {
    await hall.close();
  }
}

async function work({ phones }: FullHall, forMs: number) {
  const [scans, reconnected] = await Promise.all([
    Promise.all(phones.map((worker) => worker.call('scan', forMs))),
    Promise.all(phones.map((worker) => worker.call('reconnectSome', RECONNECT_EVERY_MS, forMs))),
  ]);
  return {
    marks: scans.flat().map(({ studentId }) => studentId),
    reconnections: reconnected.reduce((sum, count) => sum + count, 0),
  };
}

async function lookAtBoards({ phones, teacher }: FullHall, marks: string[]) {
  const [marked, missing, wrong, away] = await Promise.all([
    teacher.call('marked'),
    Promise.all(phones.map((worker) => worker.call('missing', marks))),
    Promise.all(phones.map((worker) => worker.call('wrong', marks.length))),
    Promise.all(phones.map((worker) => worker.call('away'))),
  ]);
  const sum = (counts: number[]) => counts.reduce((all, count) => all + count, 0);
  return { teacherSees: marked, withoutOwnMark: missing.flat().length, wrongSummaries: sum(wrong), away: sum(away) };
}

interface Megabytes {
  start: number;
  peak: number;
  end: number;
}

/** RSS of each gateway from now until it is stopped. */
function watchMemory({ services }: Network): { stop(): Megabytes[] } {
  const samples = services['realtime-gateway'].map(() => [] as number[]);
  const sample = () => {
    for (const [at, { processId }] of services['realtime-gateway'].entries()) {
      if (processId !== undefined) samples[at]?.push(Math.round(rssOf(processId) / 1_000_000));
    }
  };
  sample();
  const timer = setInterval(sample, SAMPLE_MS);
  return {
    stop() {
      clearInterval(timer);
      sample();
      return samples.map((all) => ({ start: all[0] ?? 0, peak: Math.max(...all), end: all.at(-1) ?? 0 }));
    },
  };
}

function print({ gateways, minutes, ...counts }: { gateways: Megabytes[]; minutes: number } & Record<string, unknown>) {
  printTable(
    `Soak: ${STUDENTS} sockets on 2 gateways, a session in progress for ${minutes} minutes, the boards 2 s after its last mark`,
    ['what', 'value'],
    [
      ...gateways.map(({ start, peak, end }, at) => [
        `gateway ${at + 1}, RSS at the start, peak, end, MB`,
        `${start}, ${peak}, ${end}`,
      ]),
      ...Object.entries(counts).map(([name, value]) => [name, String(value)]),
    ],
  );
}

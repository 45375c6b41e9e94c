import { setTimeout as wait } from 'node:timers/promises';
import { routes } from '@rollcall/contracts';
import { type BrowserContext, frames, type Page } from '@rollcall/dev-network/browser';
import { startLoad } from '../lib/load.ts';
import { quantile } from '../lib/statistics.ts';
import type { Hall, Lesson } from './hall.ts';
import { cpuOfTasks } from './main-thread.ts';
import { openDevice } from './people.ts';

const RUNS = 3;
const PER_SECOND = 200;
const CONNECTIONS = 16;
const GIVE_UP_MS = 120_000;
/** A notch of a wheel. */
const WHEEL_PX = 120;
const WHEEL_EVERY_MS = 60;
/** How often the wheel turns before it goes the other way. */
const TURNS = 25;

export const views = ['empty', 'in', 'all'] as const;
export type View = (typeof views)[number];

/** How a page draws while a hall fills and somebody scrolls. */
export interface Drawn {
  longestMs: number;
  p95Ms: number;
  /** Frames that took more than 50 ms. */
  over50: number;
  frames: number;
  longTasks: number;
  longestTaskMs: number;
  /** The longest task by the CPU time that it took: the machine's other work has no part in it. */
  longestTaskCpuMs: number;
  /** Tasks that took more than 50 ms of CPU time. */
  tasksOver50Cpu: number;
}

/** An empty page, the board's list of who is in, and that of all, in turn. */
export async function measureFullBoard(hall: Hall): Promise<Record<View, Drawn[]>> {
  const drawn: Record<View, Drawn[]> = { empty: [], in: [], all: [] };
  for (let run = 0; run < RUNS; run += 1) {
    for (const view of views) drawn[view].push(await fill(hall, view));
  }
  return drawn;
}

async function fill(hall: Hall, view: View): Promise<Drawn> {
  const { browser, origin, teacher, students } = hall;
  const lesson = await hall.startSession(students.length);
  const laptop = await openDevice(teacher, { browser, origin, size: 'desktop' });
  const page = await open(laptop, hall, lesson, view);
  const work = async () => {
    let isOver = false;
    const scans = scanAll(hall, lesson).finally(() => {
      isOver = true;
    });
    for (let n = 0; !isOver; n += 1) {
      await page.mouse.wheel(0, Math.floor(n / TURNS) % 2 === 0 ? WHEEL_PX : -WHEEL_PX);
      await wait(WHEEL_EVERY_MS);
    }
    await scans;
    if (view !== 'empty') await page.getByRole('button', { name: `In ${count(students.length)}` }).waitFor();
  };
  const { result, cpuMs } = await cpuOfTasks(browser, page, () => frames(page, work));
  await laptop.close();
  await lesson.end();
  const { longestMs, longestTaskMs, framesMs, tasksMs } = result;
  return {
    longestMs,
    p95Ms: quantile(framesMs, 0.95),
    over50: framesMs.filter((ms) => ms > 50).length,
    frames: framesMs.length,
    longTasks: tasksMs.length,
    longestTaskMs,
    longestTaskCpuMs: Math.max(...cpuMs),
    tasksOver50Cpu: cpuMs.filter((ms) => ms > 50).length,
  };
}

async function open(laptop: BrowserContext, { origin, students }: Hall, lesson: Lesson, view: View): Promise<Page> {
  const page = await laptop.newPage();
  if (view === 'empty') {
    await page.setContent('<div style="height: 30000px"></div>');
    return page;
  }
  await page.goto(`${origin}/app/sessions/${lesson.sessionId}?show=${view}`);
  await page.getByRole('button', { name: `Missing ${count(students.length)}` }).waitFor();
  // Beside the list: that stands still while somebody points at it.
  await page.mouse.move(2, 400);
  return page;
}

/** Everybody scans, so many a second. */
async function scanAll({ origin, students }: Hall, lesson: Lesson): Promise<void> {
  const load = startLoad();
  try {
    const { statuses } = await load.run({
      port: Number(new URL(origin).port),
      path: routes.scan.paths[0],
      connections: CONNECTIONS,
      requests: students.length,
      ratePerSecond: PER_SECOND,
      stopAfterMs: GIVE_UP_MS,
      tokens: students.map(({ token }) => token),
      bodies: [JSON.stringify({ token: await lesson.token() })],
      perBody: students.length,
    });
    if (statuses[200] !== students.length) throw new Error(`scans: ${JSON.stringify(statuses)}`);
  } finally {
    load.close();
  }
}

const count = (value: number) => new Intl.NumberFormat('en-GB').format(value);

import { loadavg } from 'node:os';
import { quantile, spread } from '../lib/statistics.ts';
import { printTable } from '../lib/table.ts';
import { type Drawn, measureFullBoard, type View, views } from './full-board.ts';
import { openHall } from './hall.ts';
import { measureScreens } from './screens.ts';
import { measureSizes, type Size } from './sizes.ts';
import { measureVerdicts } from './verdicts.ts';

const STUDENTS = 1_500;

/** What people see, in a real Chromium: how soon, how evenly, and what it takes to get there. */
export async function benchPage(): Promise<Record<string, unknown>> {
  const hall = await openHall(STUDENTS);
  try {
    const verdicts = await underLoad(() => measureVerdicts(hall));
    const { plainMs, slowMs, coldMs } = verdicts.figures;
    const screens = await underLoad(() => measureScreens(hall));
    printTable(
      `what is seen, ms; load of the machine ${verdicts.load}, then ${screens.load}`,
      ['what', 'times', 'p50', 'p95', 'max'],
      [
        row('code opened to the verdict (target p95 1000)', plainMs),
        row('the same with 400 ms and 400 kbit/s (target 2500)', slowMs),
        row('the same on a phone that was never here', coldMs),
        row('mark acknowledged to the teacher’s board', screens.figures.boardMs),
        row('mark acknowledged to the number on the wall', screens.figures.wallMs),
      ],
    );
    const board = await underLoad(() => measureFullBoard(hall));
    printBoard(board.figures, board.load);
    const sizes = await measureSizes(hall);
    printSizes(sizes);
    return {
      page: {
        verdictMs: p50And95(plainMs),
        verdictSlowMs: p50And95(slowMs),
        verdictColdMs: p50And95(coldMs),
        boardMs: p50And95(screens.figures.boardMs),
        wallMs: p50And95(screens.figures.wallMs),
        fullBoard: board.figures,
        sizes,
        load: [verdicts.load, screens.load, board.load],
      },
    };
  } finally {
    await hall.close();
  }
}

function printBoard(drawn: Record<View, Drawn[]>, load: string): void {
  const names: Record<View, string> = { empty: 'an empty page', in: 'board, who is in', all: 'board, all' };
  printTable(
    `a board that ${STUDENTS} scans fill at 200 a second while it is scrolled (target: no frame above 50 ms); load ${load}`,
    [
      'page',
      'longest frame, ms',
      'p95, ms',
      'frames > 50 ms',
      'frames',
      'long tasks',
      'longest, ms',
      'its CPU, ms',
      'tasks > 50 ms CPU',
    ],
    views.map((view) => {
      const of = (pick: (one: Drawn) => number, digits = 0) => spread(drawn[view].map(pick), digits);
      return [
        names[view],
        of((one) => one.longestMs),
        of((one) => one.p95Ms, 1),
        of((one) => one.over50),
        of((one) => one.frames),
        of((one) => one.longTasks),
        of((one) => one.longestTaskMs),
        of((one) => one.longestTaskCpuMs),
        of((one) => one.tasksOver50Cpu),
      ];
    }),
  );
}

function printSizes(sizes: Size[]): void {
  const kb = (bytes: number) => (bytes / 1024).toFixed(1);
  printTable(
    'first load, KB on the line',
    ['page', 'scripts', 'styles', 'typeface', 'document', 'answers', 'all', 'requests'],
    sizes.map(({ name, scripts, styles, fonts, document, answers, total, requests }) => [
      name,
      ...[scripts, styles, fonts, document, answers, total].map(kb),
      String(requests),
    ]),
  );
}

function row(what: string, times: readonly number[]): string[] {
  const values = [quantile(times, 0.5), quantile(times, 0.95), Math.max(...times)];
  return [what, String(times.length), ...values.map((ms) => ms.toFixed(0))];
}

function p50And95(times: readonly number[]): [number, number] {
  return [Math.round(quantile(times, 0.5)), Math.round(quantile(times, 0.95))];
}

/** With the load of the machine before and after. */
async function underLoad<Figures>(measure: () => Promise<Figures>): Promise<{ figures: Figures; load: string }> {
  const before = load();
  const figures = await measure();
  return { figures, load: `${before} to ${load()}` };
}

const load = () => (loadavg()[0] ?? 0).toFixed(1);

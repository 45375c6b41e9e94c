import type { Style } from '../demo/display.ts';
import type { EventVerdict } from './heard-events.ts';
import type { Offence } from './judge.ts';
import type { RunResult } from './run.ts';

/** All runs of one fault. */
export interface FaultResult {
  name: string;
  runs: JudgedRun[];
}

/** A run with its events; one that could not be judged is broken, with the reason. */
export type JudgedRun = WholeRun | { seed: number; broken: string };

type WholeRun = Omit<RunResult, 'events'> & { events: EventVerdict };

const columns = [
  'fault',
  'runs',
  'acked',
  'recorded',
  'lost',
  'doubled',
  'mismatch',
  'wrong',
  'unserved',
  'longest gap',
  'recovery',
  'events missing',
  'twice',
];

/** Whether a run kept every promise about marks. Events are reported beside it. */
export function isGood(run: JudgedRun): boolean {
  return !('broken' in run) && run.findings.length === 0;
}

/** One line about a run, and one for each broken promise. */
export function lineOf(run: JudgedRun, style: Style): string {
  const mark = isGood(run) ? style('green', '✓') : style('red', '✕');
  if ('broken' in run) return `  ${mark} seed ${run.seed}: ${run.broken}\n`;
  const { seed, acknowledged, recorded, unserved, events } = run;
  const facts = [
    `${acknowledged} acknowledged, ${recorded} recorded`,
    `gap ${seconds(run.longestGapMs)}, recovery ${seconds(run.recoveryMs)}`,
    ...(unserved > 0 ? [`${unserved} not let in`] : []),
    ...(events.missing > 0 ? [`${events.missing} events missing`] : []),
    ...(events.twice > 0 ? [`${events.twice} marks told by two events`] : []),
  ];
  const findings = run.findings.map(({ offence, what }) => `      ${style('red', offence)} ${what}\n`);
  return `  ${mark} seed ${seed}: ${style('dim', facts.join('; '))}\n${findings.join('')}`;
}

/** The table at the end: a line a fault, sums over its runs, of times the longest. */
export function tableOf(results: readonly FaultResult[]): string {
  const rows = [columns, ...results.map(rowOf)];
  const widths = columns.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const cell = (text: string, at: number) => (at === 0 ? text.padEnd(widths[at] ?? 0) : text.padStart(widths[at] ?? 0));
  return `\n${rows.map((row) => `  ${row.map(cell).join('  ')}\n`).join('')}\n`;
}

function rowOf({ name, runs }: FaultResult): string[] {
  const judged = runs.filter((run): run is WholeRun => !('broken' in run));
  const sum = (value: (run: WholeRun) => number) => `${judged.reduce((all, run) => all + value(run), 0)}`;
  const longest = (value: (run: WholeRun) => number) => seconds(Math.max(0, ...judged.map(value)));
  const found = (offence: Offence) => sum((run) => run.findings.filter((one) => one.offence === offence).length);
  const broken = runs.length - judged.length;
  return [
    name,
    broken > 0 ? `${runs.length} (${broken} broken)` : `${runs.length}`,
    sum((run) => run.acknowledged),
    sum((run) => run.recorded),
    ...(['lost', 'doubled', 'mismatch', 'wrong'] as const).map(found),
    sum((run) => run.unserved),
    longest((run) => run.longestGapMs),
    longest((run) => run.recoveryMs),
    sum((run) => run.events.missing),
    sum((run) => run.events.twice),
  ];
}

function seconds(ms: number): string {
  return Number.isFinite(ms) ? `${(ms / 1000).toFixed(1)} s` : 'never';
}

import { stripVTControlCharacters } from 'node:util';
import type { Style } from './display.ts';
import type { Verdict } from './judge.ts';
import type { ScanLog } from './scan-log.ts';

export interface Outcome {
  students: number;
  scanners: number;
  log: ScanLog;
  verdict: Verdict;
  /** Whether the board showed the record when the scanning was over, and after the end. */
  boardIsRecord: { live: boolean; ended: boolean };
}

/** What is wrong with an outcome, in sentences; none when every promise was kept. */
export function complaints({ log, verdict, boardIsRecord }: Outcome): string[] {
  const { lost, doubled, wrong } = verdict;
  return [
    ...say(lost, 'acknowledged scan is', 'acknowledged scans are', 'missing in the record'),
    ...say(doubled, 'student is', 'students are', 'in the record twice'),
    ...say(wrong, 'student has', 'students have', 'no record, or one without a scan'),
    ...say(
      log.unserved.size,
      'student was',
      'students were',
      `not let in (${[...new Set(log.unserved.values())].join(', ')})`,
    ),
    ...(boardIsRecord.live ? [] : ['The board did not show the record when the scanning was over.']),
    ...(boardIsRecord.ended ? [] : ['The board does not show the record after the end.']),
  ];
}

/** The table at the end of a demo. */
export function reportOf(outcome: Outcome, style: Style): string {
  const { students, scanners, log, verdict, boardIsRecord } = outcome;
  const times = log.acknowledged.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  const count = log.acknowledged.length;
  const same = boardIsRecord.live && boardIsRecord.ended;
  const good = (isGood: boolean, text: string) => style(isGood ? 'green' : 'red', text);
  const rows: [string, string, string?][] = [
    ['Students', String(students)],
    ['Scans acknowledged', good(count === scanners, String(count)), `of ${scanners}`],
    ['Posts per mark', (log.posts / Math.max(1, count)).toFixed(2), waysOf(log)],
    ['p50', inMilliseconds(percentile(times, 0.5)), 'ms to the acknowledgement'],
    ['p99', inMilliseconds(percentile(times, 0.99)), 'ms'],
    ['Present', String(verdict.present)],
    ['Absent', String(verdict.absent), `${students - scanners} never scanned`],
    ['Board = record', good(same, same ? 'yes' : 'no'), 'when all had scanned, and after the end'],
    ['Lost', good(verdict.lost === 0, String(verdict.lost))],
    ['Doubled', good(verdict.doubled === 0, String(verdict.doubled))],
  ];
  return `\n${rows.map((row) => lineOf(row, style)).join('')}\n${conclusionOf(outcome, style)}\n`;
}

function conclusionOf(outcome: Outcome, style: Style): string {
  const wrong = complaints(outcome);
  if (wrong.length === 0) return `  ${style('green', '✓')} Every acknowledged scan is in the record, once.\n`;
  return wrong.map((sentence) => `  ${style('red', '✕')} ${sentence}\n`).join('');
}

const LABEL_WIDTH = 20;
const VALUE_WIDTH = 6;

function lineOf([label, value, note = '']: [string, string, string?], style: Style): string {
  const indent = ' '.repeat(Math.max(0, VALUE_WIDTH - stripVTControlCharacters(value).length));
  return `${`  ${label.padEnd(LABEL_WIDTH)}${indent}${value}  ${style('dim', note)}`.trimEnd()}\n`;
}

function waysOf({ refusals }: ScanLog): string {
  return [...refusals].map(([code, times]) => `${times} ${code}`).join(', ');
}

/** The value below which a share of sorted values lies (nearest rank). */
export function percentile(sorted: readonly number[], share: number): number | undefined {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}

function inMilliseconds(value: number | undefined): string {
  if (value === undefined) return '–';
  return value < 10 ? value.toFixed(1) : value.toFixed(0);
}

function say(count: number, one: string, many: string, what: string): string[] {
  return count === 0 ? [] : [`${count} ${count === 1 ? one : many} ${what}.`];
}

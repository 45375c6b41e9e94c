import { stripVTControlCharacters } from 'node:util';
import type { Style } from './display.ts';
import { complaints, type Outcome } from './outcome.ts';
import type { ScanLog } from './scan-log.ts';

/** Name, value, explanation. */
type Row = [string, string, string?];

/** The table at the end of a demo. */
export function reportOf(outcome: Outcome, style: Style): string {
  const { students, scanners, log, verdict, sockets, boardIsRecord } = outcome;
  const times = log.acknowledged.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  const count = log.acknowledged.length;
  const same = boardIsRecord.live && boardIsRecord.ended;
  const good = (isGood: boolean, text: string) => style(isGood ? 'green' : 'red', text);
  const rows: Row[] = [
    ['Students', String(students)],
    ['Scans acknowledged', good(count === scanners, String(count)), `of ${scanners}`],
    ['Posts per mark', (log.posts / Math.max(1, count)).toFixed(2), waysOf(log)],
    ['p50', inMilliseconds(percentile(times, 0.5)), 'ms to the acknowledgement'],
    ['p99', inMilliseconds(percentile(times, 0.99)), 'ms'],
    ...(sockets.cut === 0 ? [] : [socketsRow(sockets)]),
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

function socketsRow({ cut, away }: Outcome['sockets']): Row {
  return ['Sockets cut', String(cut), away === 0 ? 'all back by themselves' : `${away} not back`];
}

function lineOf([label, value, note = '']: Row, style: Style): string {
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

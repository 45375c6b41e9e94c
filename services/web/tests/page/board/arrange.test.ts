import type { AttendanceStatus, Change } from '@rollcall/contracts';
import { expect, test } from 'vitest';
import { arrange, neighbour, toRows } from '../../../page/src/board/arrange.ts';
import type { Entry } from '../../../page/src/board/entries.ts';

function entry(studentId: string, minute?: number, status: AttendanceStatus = 'present'): Entry {
  const recordedAt = `2026-03-02T08:${String(minute).padStart(2, '0')}:00.000Z`;
  const mark: Change = { studentId, roundNumber: 1, status, verification: 'confirmed', method: 'qr', recordedAt };
  const isMarked = minute !== undefined;
  return {
    studentId,
    name: studentId,
    detail: null,
    mark: isMarked ? mark : undefined,
    shown: isMarked ? status : 'waiting',
  };
}
const here = { filter: 'in', search: '', isHeld: false } as const;

test('who comes in later comes after, however the students are sorted', () => {
  const entries = [entry('anna', 3), entry('ben'), entry('cem', 1)];
  expect(arrange([], entries, here).order).toEqual(['cem', 'anna']);
  expect(arrange(['cem', 'anna'], [...entries, entry('dora', 2)], here).order).toEqual(['cem', 'anna', 'dora']);
});

test('a mark by hand moves nobody who is in', () => {
  const entries = [entry('anna', 9, 'late'), entry('cem', 1)];
  expect(arrange(['anna', 'cem'], entries, here).order).toEqual(['anna', 'cem']);
});

test('while somebody points at it, nobody enters and nobody leaves; how many wait is told', () => {
  const entries = [entry('anna', 1, 'absent'), entry('ben', 2), entry('cem', 3)];
  expect(arrange(['anna', 'ben'], entries, { ...here, isHeld: true })).toEqual({ order: ['anna', 'ben'], waiting: 1 });
  expect(arrange(['anna', 'ben'], entries, here)).toEqual({ order: ['ben', 'cem'], waiting: 0 });
});

test('who is missing is by name, as the roster is', () => {
  const entries = [entry('anna'), entry('ben', 2), entry('cem', 1, 'absent'), entry('dora')];
  expect(arrange(['dora'], entries, { ...here, filter: 'missing' }).order).toEqual(['anna', 'cem', 'dora']);
});

test('rows fill from the left and stay whole when the next begins above them', () => {
  expect(toRows(['1', '2', '3'], 2, true)).toEqual([['3'], ['1', '2']]);
  expect(toRows(['1', '2', '3', '4', '5'], 2, true)).toEqual([['5'], ['3', '4'], ['1', '2']]);
  expect(toRows(['1', '2', '3'], 2, false)).toEqual([['1', '2'], ['3']]);
});

test.each([
  [undefined, 'ArrowDown', '5'],
  [undefined, 'ArrowUp', '2'],
  ['5', 'ArrowRight', '3'],
  ['3', 'ArrowLeft', '5'],
  ['4', 'ArrowUp', '5'],
  ['5', 'ArrowDown', '3'],
  ['4', 'ArrowDown', '2'],
  ['1', 'ArrowDown', undefined],
  ['5', 'ArrowUp', undefined],
  ['2', 'ArrowRight', undefined],
  ['1', 'Home', '5'],
  ['5', 'End', '2'],
  ['gone', 'ArrowRight', '5'],
] as const)('from %s %s leads to %s', (from, arrow, to) => {
  const rows = [['5'], ['3', '4'], ['1', '2']];
  expect(neighbour(rows, from, arrow)).toBe(to);
});

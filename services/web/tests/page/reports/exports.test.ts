import type { ExportState } from '@rollcall/contracts';
import { expect, it } from 'vitest';
import { isBeingMade, lastInstant, phaseOf } from '../../../page/src/reports/exports.ts';

const nowMs = Date.parse('2026-03-02T12:00:00.000Z');

it.each([
  ['waiting', null, 'waiting', true],
  ['running', null, 'running', true],
  ['failed', null, 'failed', false],
  ['done', '2026-03-02T12:00:01.000Z', 'ready', false],
  ['done', '2026-03-02T12:00:00.000Z', 'gone', false],
] as const)('a file that is %s and there until %s is %s', (status, availableUntil, phase, isMade) => {
  const file = { status, availableUntil } as ExportState;
  expect(phaseOf(file, nowMs)).toBe(phase);
  expect(isBeingMade(file)).toBe(isMade);
});

it('the last day of a range is the one that ends with it', () => {
  expect(lastInstant('2026-03-01T00:00:00.000Z').toISOString()).toBe('2026-02-28T23:59:59.999Z');
});

import { expect, test } from 'vitest';
import type { Attempt } from '../../src/demo/scan-log.ts';
import { availabilityOf } from '../../src/faults/timeline.ts';

const mark = { recordId: 'r', status: 'present' as const, recordedAt: '', alreadyRecorded: false };
const yes = (studentId: string, sentAtMs: number, answeredAtMs: number): Attempt => ({
  studentId,
  sentAtMs,
  answeredAtMs,
  mark,
});
const no = (studentId: string, sentAtMs: number, answeredAtMs: number): Attempt => ({
  studentId,
  sentAtMs,
  answeredAtMs,
  refusedAs: 'try_again',
});

test('the gap is the longest time without an acknowledgement while somebody waits', () => {
  const attempts = [yes('a', 0, 10), no('b', 5, 100), no('b', 300, 310), yes('b', 800, 900), yes('c', 200, 400)];
  expect(availabilityOf(attempts, 0).longestGapMs).toBe(500);
});

test('a time in which nobody waits is no gap', () => {
  expect(availabilityOf([yes('a', 0, 10), yes('b', 5_000, 5_020)], 0).longestGapMs).toBe(20);
});

test('who gives up has waited to the last answer', () => {
  expect(availabilityOf([yes('a', 0, 10), no('b', 0, 50), no('b', 100, 900)], 0).longestGapMs).toBe(890);
});

test('a second acknowledgement ends nobody’s waiting', () => {
  expect(availabilityOf([yes('a', 0, 10), yes('a', 0, 700)], 0).longestGapMs).toBe(10);
});

test('a final refusal decides as well', () => {
  const refused = { ...no('b', 100, 300), refusedAs: 'session_not_active' };
  expect(availabilityOf([yes('a', 0, 10), no('b', 0, 50), refused], 200)).toEqual({
    longestGapMs: 290,
    recoveryMs: 100,
  });
});

test('recovery is from the return to the next acknowledgement of those who wait', () => {
  const attempts = [no('a', 0, 100), yes('a', 900, 1_000), yes('b', 2_000, 2_010)];
  expect(availabilityOf(attempts, 400).recoveryMs).toBe(600);
  expect(availabilityOf(attempts, 1_500).recoveryMs).toBe(0);
  expect(availabilityOf([no('a', 0, 1_000)], 400).recoveryMs).toBe(Number.POSITIVE_INFINITY);
});

import { expect, test } from 'vitest';
import { faults } from '../../src/faults/kinds/index.ts';
import { readOptions } from '../../src/faults/options.ts';
import { planRun } from '../../src/faults/plan.ts';

test('the same seed gives the same run, another one another', () => {
  expect(planRun(7, 120, 6_500)).toEqual(planRun(7, 120, 6_500));
  expect(planRun(7, 120, 6_500)).not.toEqual(planRun(8, 120, 6_500));
});

test.each([20, 40, 120])('of %i students some never scan, some scan twice, and all do within the time', (students) => {
  const { scans, neverScan, strikeAtMs, strikeAfter } = planRun(3, students, 6_500);
  const scanners = new Set(scans.map(({ student }) => student));
  expect(scanners.size + neverScan.length).toBe(students);
  expect(neverScan.some((student) => scanners.has(student))).toBe(false);
  expect(scans.length).toBeGreaterThan(scanners.size);
  expect(Math.max(...scans.map(({ atMs }) => atMs), strikeAtMs)).toBeLessThan(6_600);
  expect(strikeAfter).toBeLessThan(scanners.size / 2);
});

test('without arguments all faults are run with 20 seeds and 120 students', () => {
  const seeds = Array.from({ length: 20 }, (_, at) => at + 1);
  expect(readOptions([])).toEqual({ faults, seeds, students: 120 });
});

test('a fault, the seeds and the size can be chosen', () => {
  const {
    faults: chosen,
    seeds,
    students,
  } = readOptions(['--only=flush-redis,kill-redis', '--runs=2', '--seed=41', '--students=30']);
  expect([chosen.map(({ name }) => name), seeds, students]).toEqual([['flush-redis', 'kill-redis'], [41, 42], 30]);
});

test.each([
  [['--only', 'kill-everybody'], '--only takes kill-before-write, '],
  [['--runs', '0'], '--runs must be a whole number from 1 to 1000, not "0".'],
  [['--students', '5'], '--students must be'],
  [['--fast'], "Unknown option '--fast'"],
])('%j is refused in a sentence', (args, sentence) => {
  expect(() => readOptions(args)).toThrow(sentence);
});

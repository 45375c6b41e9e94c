import { expect, test } from 'vitest';
import { inParallel } from '../../src/demo/in-parallel.ts';
import { readOptions } from '../../src/demo/options.ts';
import { peopleOfHall } from '../../src/demo/people.ts';
import { isLoopback } from '../../src/demo/running-origin.ts';

test('a demo without arguments is a hall of 60 for 20 seconds in a Rollcall of its own', () => {
  expect(readOptions([], undefined)).toEqual({ students: 60, seconds: 20, kill: [], origin: undefined });
});

test('a demo reads its arguments', () => {
  const args = ['--students', '300', '--seconds=5', '--kill', 'session,gateway'];
  expect(readOptions(args, '')).toEqual({
    students: 300,
    seconds: 5,
    kill: ['session', 'realtime-gateway'],
    origin: undefined,
  });
});

test.each([
  [['--students', '0'], undefined, '--students must be a whole number from 1 to 1500, not "0".'],
  [['--students', '1501'], undefined, '--students must be'],
  [['--seconds', '1.5'], undefined, '--seconds must be'],
  [['--kill', 'auth'], undefined, '--kill takes session and gateway, not "auth".'],
  [['--kill', 'session'], 'http://localhost:3000', 'run it without ROLLCALL_URL'],
  [['--fast'], undefined, "Unknown option '--fast'"],
  [[], 'localhost:3000', 'ROLLCALL_URL must be like http://localhost:3000, not "localhost:3000".'],
  [[], 'http://', 'ROLLCALL_URL must be like'],
])('a demo refuses %j at %j in a sentence', (args, url, sentence) => {
  expect(() => readOptions(args, url)).toThrow(sentence);
});

test('a demo takes the origin of an address', () => {
  expect(readOptions([], 'http://localhost:3000/app/').origin).toBe('http://localhost:3000');
});

test.each([
  ['http://localhost:3000', true],
  ['http://127.0.0.1:3000', true],
  ['http://127.9.9.9', true],
  ['http://[::1]:3000', true],
  ['https://rollcall.example', false],
  ['http://localhost.rollcall.example', false],
  ['http://127.0.0.1.rollcall.example', false],
  ['http://10.0.0.1', false],
])('%s is this machine: %s', (origin, expected) => {
  expect(isLoopback(origin)).toBe(expected);
});

test('a hall elsewhere has people of its own with a password that nobody knows', () => {
  const [one, two] = [1, 2].map(() => peopleOfHall('https://rollcall.example', 2));
  expect(one?.teacher.email).not.toBe(two?.teacher.email);
  expect(one?.teacher.password).not.toBe(two?.teacher.password);
  expect(peopleOfHall('http://localhost:3000', 2)).toEqual(peopleOfHall('http://localhost:3000', 2));
});

test('work in parallel keeps the order, does all once and no more than so many at a time', async () => {
  let running = 0;
  let most = 0;
  const results = await inParallel([1, 2, 3, 4, 5], 2, async (item) => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 6 - item));
    running -= 1;
    return item * 10;
  });
  expect([results, most]).toEqual([[10, 20, 30, 40, 50], 2]);
});

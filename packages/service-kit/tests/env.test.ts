import { expect, test } from 'vitest';
import { z } from 'zod';
import { commonEnv, durationSeconds, readEnv } from '../src/env.ts';

test.each([
  ['0s', 0],
  ['90s', 90],
  ['10m', 600],
  ['24h', 86_400],
  ['7d', 604_800],
])('the duration %s is %i seconds', (text, seconds) => {
  expect(durationSeconds.parse(text)).toBe(seconds);
});

test.each(['', '10', 'm', '-1s', '1.5h', '1 h', '1w', '1000000s', '10M', '1h30m'])('"%s" is no duration', (text) => {
  expect(durationSeconds.safeParse(text).success).toBe(false);
});

test('defaults stand in for what is missing or empty', () => {
  expect(readEnv(commonEnv, { PORT: '', LOG_LEVEL: 'warn' })).toMatchObject({ PORT: 8080, LOG_LEVEL: 'warn' });
});

test('all problems are named in one error, a line each', () => {
  const read = () => readEnv({ ...commonEnv, NATS_URL: z.string() }, { PORT: '70000', LOG_LEVEL: 'loud' });
  expect(read).toThrow(/^The environment is not complete:\n {2}LOG_LEVEL: .*\n {2}PORT: .*\n {2}NATS_URL: [^\n]*$/);
});

test('variables that nobody asked for are left out', () => {
  expect(readEnv({ A: z.string() }, { A: 'a', B: 'b' })).toEqual({ A: 'a' });
});

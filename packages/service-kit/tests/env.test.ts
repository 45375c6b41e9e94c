import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { commonEnv, durationSeconds, queueRedisUrl, readEnv, redisEnv } from '../src/env.ts';

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

describe('CORS_ORIGINS', () => {
  const read = (list: string) => readEnv(commonEnv, { CORS_ORIGINS: list }).CORS_ORIGINS;

  test('is none unless said, else origins joined by commas', () => {
    expect(readEnv(commonEnv, {}).CORS_ORIGINS).toEqual([]);
    expect(read('https://app.example, http://localhost:5173,')).toEqual([
      'https://app.example',
      'http://localhost:5173',
    ]);
  });

  test.each(['*', 'https://*.example', 'https://app.example,*'])('refuses "%s" because it is everybody', (list) => {
    expect(() => read(list)).toThrow(/CORS_ORIGINS[.\d]*: \* would let every page act for its visitors/);
  });

  test.each([
    'app.example',
    'https://app.example/',
    'https://app.example/path',
    'https://app.example?x',
    'https://a@app.example',
    'https://App.example',
    'https://app.example:443',
    'file:///app',
    'null',
    'https://',
  ])('refuses "%s", which is no origin as browsers write it', (list) => {
    expect(() => read(list)).toThrow(/CORS_ORIGINS[.\d]*: ".*" is no origin: scheme, host and optional port/);
  });
});

describe('TRUST_PROXY', () => {
  const read = (list: string) => readEnv(commonEnv, { TRUST_PROXY: list }).TRUST_PROXY;

  test.each(['loopback', 'loopback, uniquelocal', '10.0.0.0/8,fd00::/8,192.0.2.1', 'none'])('takes "%s"', (list) => {
    expect(read(list)).toBe(list);
  });

  test.each(['true', '1', 'proxy.internal', '10.0.0.0/33', '300.1.1.1', 'loopback,', '*', '0.0.0.0/0'])(
    'refuses "%s" when the process starts, and says what is wrong',
    (list) => {
      expect(() => read(list)).toThrow(/TRUST_PROXY: invalid .*; give addresses, subnets, loopback/);
    },
  );
});

describe('REDIS_URL and QUEUE_REDIS_URL', () => {
  const one = 'redis://127.0.0.1:6379';
  const nodes = 'redis://:secret@a:7000,redis://b:7000/,redis://c';
  const read = (variables: Record<string, string>) => readEnv(redisEnv, { REDIS_URL: one, ...variables });

  test.each([
    ['one Redis', one],
    ['its port is the usual one', 'redis://cache'],
    ['with user, password and database', 'redis://user:p%40ss@cache.example:6380/3'],
    ['over TLS', 'rediss://cache.example/'],
    ['by its address of IPv6', 'redis://[::1]:6379'],
    ['the nodes of a cluster', nodes],
  ])('%s: %s', (_, url) => {
    expect(read({ REDIS_URL: url, QUEUE_REDIS_URL: url })).toEqual({ REDIS_URL: url, QUEUE_REDIS_URL: url });
  });

  test.each([
    ['no scheme', '127.0.0.1:6379'],
    ['another scheme', 'http://127.0.0.1:6379'],
    ['no host', 'redis://'],
    ['a path that is no number', 'redis://cache/queues'],
    ['a port that is none', 'redis://cache:70000'],
    ['a database of a cluster, which has but one', 'redis://a/1,redis://b/1'],
    ['a comma too many', 'redis://a,redis://b,'],
    ['a blank after the comma', 'redis://a, redis://b'],
    ['one node without a scheme', 'redis://a:7000,b:7000'],
  ])('refused, %s: %s', (_, url) => {
    expect(() => read({ REDIS_URL: url })).toThrow(/ {2}REDIS_URL: redis:\/\/\[user:password@\]host/);
    expect(() => read({ QUEUE_REDIS_URL: url })).toThrow(/ {2}QUEUE_REDIS_URL: redis:\/\/\[user:password@\]host/);
  });

  test('the queues are in the same Redis unless it is said where else', () => {
    expect(queueRedisUrl(read({}))).toBe(one);
    expect(queueRedisUrl(read({ QUEUE_REDIS_URL: '' }))).toBe(one);
    expect(queueRedisUrl(read({ QUEUE_REDIS_URL: nodes }))).toBe(nodes);
    expect(() => readEnv(redisEnv, { QUEUE_REDIS_URL: one })).toThrow(/ {2}REDIS_URL: /);
  });
});

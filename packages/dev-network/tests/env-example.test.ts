import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { natsServices, serviceNames } from '@rollcall/contracts';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { env as edge } from '../src/edge/env.ts';
import { natsPasswordVariable } from '../src/network/nats-config.ts';
import { serviceModules } from '../src/network/services.ts';

// Read by npm start and by dev-infra, not by a service.
const ofStart = ['ROLLCALL_DATA', 'ROLLCALL_CACHE'];
// Read by the SDK of S3.
const ofS3 = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];
// Read by docker compose.
const ofContainers = natsServices.map(natsPasswordVariable);
// Their defaults depend on where a service runs; the comments say how.
const placed = ['PORT', 'HOST'];

const shape: Record<string, z.ZodType> = Object.assign(
  {},
  edge,
  ...serviceNames.map((name) => serviceModules[name].env),
);
const read = (name: string) => readFileSync(join(import.meta.dirname, '../../..', name), 'utf8');
const lines = read('.env.example').split('\n');
const compose = read('docker-compose.yml');
const entries = lines.flatMap((line, at) => {
  const [, name = '', value = ''] = /^#?([A-Z0-9_]+)=(.*)$/.exec(line) ?? [];
  return name === '' ? [] : [{ name, value, comment: lines[at - 1] ?? '' }];
});

test('.env.example has every variable of every service once, and no other', () => {
  expect(entries.map(({ name }) => name).sort()).toEqual(
    [...Object.keys(shape), ...ofStart, ...ofS3, ...ofContainers].sort(),
  );
});

test('every variable in .env.example has a line of explanation above it', () => {
  expect(entries.filter(({ comment }) => !/^# [A-Z].*\.$/i.test(comment))).toEqual([]);
});

test('what .env.example shows as a default is the default', () => {
  const withDefault = entries.filter(
    ({ name }) => !placed.includes(name) && shape[name]?.safeParse(undefined).data !== undefined,
  );
  expect(withDefault.length).toBeGreaterThan(10);
  for (const { name, value } of withDefault) {
    expect([name, shape[name]?.parse(value)]).toEqual([name, shape[name]?.parse(undefined)]);
  }
});

test('docker compose takes nothing that .env.example does not explain', () => {
  const taken = [...compose.matchAll(/\$\{([A-Z0-9_]+)/g)].map(([, name]) => name);
  expect(taken.length).toBeGreaterThan(10);
  expect(entries.map(({ name }) => name)).toEqual(expect.arrayContaining(taken));
});

test('docker compose says where the queues are to whoever has some, and to nobody else', () => {
  const [, ...sections] = compose.split(/^ {2}(?=[a-z-]+:$)/m);
  const told = sections.filter((text) => / QUEUE_REDIS_URL: \$\{QUEUE_REDIS_URL:-\}\n/.test(text));
  const withQueues = serviceNames.filter((name) => 'QUEUE_REDIS_URL' in serviceModules[name].env);
  expect(told.map((text) => text.slice(0, text.indexOf(':'))).sort()).toEqual(withQueues.toSorted());
});

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
// Read by docker compose.
const ofContainers = natsServices.map(natsPasswordVariable);
// Their defaults depend on where a service runs; the comments say how.
const placed = ['PORT', 'HOST'];

const shape: Record<string, z.ZodType> = Object.assign(
  {},
  edge,
  ...serviceNames.map((name) => serviceModules[name].env),
);
const lines = readFileSync(join(import.meta.dirname, '../../../.env.example'), 'utf8').split('\n');
const entries = lines.flatMap((line, at) => {
  const [, name = '', value = ''] = /^#?([A-Z_]+)=(.*)$/.exec(line) ?? [];
  return name === '' ? [] : [{ name, value, comment: lines[at - 1] ?? '' }];
});

test('.env.example has every variable of every service once, and no other', () => {
  expect(entries.map(({ name }) => name).sort()).toEqual([...Object.keys(shape), ...ofStart, ...ofContainers].sort());
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

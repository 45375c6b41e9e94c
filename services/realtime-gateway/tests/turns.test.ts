import { once } from 'node:events';
import { createServer } from 'node:http';
import { AppError, createIdSource, createLogger, listen, systemClock } from '@rollcall/service-kit';
import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { AddressLimit } from '../src/sockets/address-limit.ts';
import { Turns } from '../src/sockets/turns.ts';
import { routeUpgrades } from '../src/sockets/upgrades.ts';
import { until } from './until.ts';

/** A task that ends when it is told to. */
function task(name: string, began: string[]) {
  const { promise, resolve } = Promise.withResolvers<string>();
  const run = () => {
    began.push(name);
    return promise;
  };
  return { run, end: () => resolve(name) };
}

it('runs so many at once, lets so many wait in order, and refuses the rest at once', async () => {
  const turns = new Turns({ atOnce: 2, mostWaiting: 2 });
  const began: string[] = [];
  const tasks = ['a', 'b', 'c', 'd', 'e'].map((name) => task(name, began));
  const [a, b, c, d, e] = tasks.map(({ run }) => turns.run(run));
  expect(turns.isFull).toBe(true);
  await expect(e).rejects.toEqual(new AppError('try_again'));
  expect(began).toEqual(['a', 'b']);
  tasks[1]?.end();
  expect(await b).toBe('b');
  await until(() => expect(began).toEqual(['a', 'b', 'c']));
  expect(turns.isFull).toBe(false);
  for (const { end } of tasks) end();
  expect(await Promise.all([a, c, d])).toEqual(['a', 'c', 'd']);
  await turns.run(async () => began.push('again'));
});

it('gives a turn on when its task fails', async () => {
  const turns = new Turns({ atOnce: 1, mostWaiting: 5 });
  const failing = turns.run(() => Promise.reject(new Error('no')));
  const next = turns.run(async () => 'next');
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('next');
});

it('lets whatever else has arrived go before the next one', async () => {
  const turns = new Turns({ atOnce: 1, mostWaiting: 10 });
  const order: string[] = [];
  const all = [1, 2, 3].map((index) =>
    turns.run(async () => {
      order.push(`task ${index}`);
      setImmediate(() => order.push(`other ${index}`));
    }),
  );
  await Promise.all(all);
  await until(() => expect(order).toHaveLength(6));
  expect(order).toEqual(['task 1', 'other 1', 'task 2', 'other 2', 'task 3', 'other 3']);
});

it('503 try_again with Retry-After for a handshake while too many wait', async () => {
  const server = createServer();
  routeUpgrades(server, {
    ids: createIdSource(systemClock),
    log: createLogger('test', 'silent'),
    checkOrigin: () => 'none',
    byPath: new Map([['/ws', () => expect.fail('it was let in')]]),
    addresses: new AddressLimit(1, () => 'somebody'),
    handshakes: new Turns({ atOnce: 0, mostWaiting: 0 }),
    isDraining: () => false,
  });
  const ws = new WebSocket(`ws://127.0.0.1:${await listen(server, 0, '127.0.0.1')}/ws`);
  ws.on('error', () => undefined);
  const [, answer] = await once(ws, 'unexpected-response');
  expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '1']);
  expect(JSON.parse((await answer.toArray()).join(''))).toMatchObject({ success: false, code: 'try_again' });
  server.close();
});

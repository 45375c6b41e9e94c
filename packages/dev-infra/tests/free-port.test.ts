import { expect, test } from 'vitest';
import { onFreePort } from '../src/sources/free-port.ts';

const ports = [1, 2, 3];

/** A start that fails so often with these words, and the ports that were tried. */
async function start(words: string, failures: number) {
  const tried: number[] = [];
  const started = onFreePort(
    async (port) => {
      tried.push(port);
      if (tried.length <= failures) throw new Error(words);
      return port;
    },
    async () => ports[tried.length] ?? 0,
  );
  return { tried, outcome: await started.catch((error: Error) => error.message) };
}

test.each([
  'nats-server: listen tcp 127.0.0.1:4222: bind: address already in use',
  'Bind for 127.0.0.1:6379 failed: port is already allocated',
  'mongod ended with exit code 48. Its last lines:',
])('another port is tried when somebody took the first: %s', async (words) => {
  expect(await start(words, 1)).toEqual({ tried: [1, 2], outcome: 2 });
  expect(await start(words, 3)).toEqual({ tried: [1, 2, 3], outcome: words });
});

test('no other port helps against anything else', async () => {
  expect(await start('mongod ended with exit code 1', 1)).toEqual({
    tried: [1],
    outcome: 'mongod ended with exit code 1',
  });
});

import { once } from 'node:events';
import { expect, test } from 'vitest';
import { isListening } from '../src/servers/tcp.ts';
import { waitUntil } from '../src/wait-until.ts';
import { keptEverywhere, localInfra, readEverywhere, storeEverywhere, testFolder } from './helpers.ts';
import { startParent } from './parent-process.ts';

// A file of its own: Ryuk waits for the last process that uses Testcontainers, so this one must not.
const patience = { timeout: 300_000 };

test('after kill -9 of the command its kept data open again at once, and no container stays', patience, async () => {
  const dataFolder = await testFolder();
  const before = await localInfra({ dataFolder });
  await storeEverywhere(before);
  await before.stop();

  const first = await startParent({ provider: 'docker', dataFolder });
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');
  const second = await startParent({ provider: 'docker', dataFolder });
  expect(await listening(first.urls)).toEqual([]);
  second.child.kill('SIGKILL');
  await waitUntil('the containers to be removed', async () => (await listening(second.urls)).length === 0, {
    timeoutMs: 240_000,
    everyMs: 100,
  });

  const after = await localInfra({ dataFolder });
  expect(await readEverywhere(after)).toEqual(keptEverywhere);
});

async function listening(urls: string[]): Promise<string[]> {
  const answers = await Promise.all(urls.map((url) => isListening(Number(new URL(url).port))));
  return urls.filter((_, at) => answers[at]);
}

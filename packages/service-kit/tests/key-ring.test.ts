import { generateKeyPairSync } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { createKeyRing } from '../src/tokens/key-ring.ts';
import { stoppedClock } from './helpers.ts';

const jwk = (kid: string) => ({
  ...generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' }),
  kid,
});
const [first, second] = [jwk('first'), jwk('second')];

test('asks once for many who need a key at the same time, and not again for a known one', async () => {
  const fetchKeys = vi.fn(async () => [first]);
  const ring = createKeyRing(stoppedClock(), fetchKeys);
  const found = await Promise.all(Array.from({ length: 10 }, () => ring.get('first')));
  expect(new Set(found)).toEqual(new Set([await ring.get('first')]));
  expect(found[0]?.asymmetricKeyType).toBe('rsa');
  expect(fetchKeys).toHaveBeenCalledTimes(1);
});

test('asks for an unknown key at most every two seconds, or at once after a refresh', async () => {
  const clock = stoppedClock();
  const fetchKeys = vi.fn(async () => [first]);
  const ring = createKeyRing(clock, fetchKeys);
  for (let n = 0; n < 5; n += 1) expect(await ring.get('second')).toBeUndefined();
  expect(fetchKeys).toHaveBeenCalledTimes(1);
  fetchKeys.mockResolvedValue([first, second]);
  clock.advance(2_000);
  expect(await ring.get('second')).toBeDefined();
  expect(await ring.get('third')).toBeUndefined();
  ring.refresh();
  expect(await ring.get('third')).toBeUndefined();
  expect(fetchKeys).toHaveBeenCalledTimes(3);
});

test('a failed question is thrown and asked again at once', async () => {
  const fetchKeys = vi.fn(async () => [first]);
  fetchKeys.mockRejectedValueOnce(new Error('away'));
  const ring = createKeyRing(stoppedClock(), fetchKeys);
  await expect(ring.get('first')).rejects.toThrow('away');
  expect(await ring.get('first')).toBeDefined();
});

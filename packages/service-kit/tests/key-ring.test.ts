import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createKeyRing } from '../src/tokens/key-ring.ts';
import { stoppedClock } from './helpers.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const jwk = (kid: string) => ({
  ...generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' }),
  kid,
});
const [first, second] = [jwk('first'), jwk('second')];

function setUp() {
  const clock = stoppedClock();
  const fetchKeys = vi.fn(async () => [first]);
  return { clock, fetchKeys, ring: createKeyRing(clock, fetchKeys) };
}

test('asks once for many who need a key at the same time, and not again for a known one', async () => {
  const { ring, fetchKeys } = setUp();
  const found = await Promise.all(Array.from({ length: 10 }, () => ring.get('first')));
  expect(new Set(found)).toEqual(new Set([await ring.get('first')]));
  expect(found[0]?.asymmetricKeyType).toBe('rsa');
  expect(fetchKeys).toHaveBeenCalledTimes(1);
});

test('asks for an unknown key at most every two seconds', async () => {
  const { ring, fetchKeys, clock } = setUp();
  for (let n = 0; n < 5; n += 1) expect(await ring.get('second')).toBeUndefined();
  clock.advance(1_999);
  expect(await ring.get('second')).toBeUndefined();
  expect(fetchKeys).toHaveBeenCalledTimes(1);
  fetchKeys.mockResolvedValue([first, second]);
  clock.advance(1);
  expect(await ring.get('second')).toBeDefined();
});

describe('a refresh', () => {
  test('replaces the keys at once, also those in use', async () => {
    const { ring, fetchKeys } = setUp();
    await ring.get('first');
    fetchKeys.mockResolvedValue([second]);
    ring.refresh();
    expect(ring.has('first')).toBe(true);
    await vi.waitFor(() => expect(ring.has('first')).toBe(false));
    expect([await ring.get('first'), await ring.get('second')]).toEqual([undefined, expect.anything()]);
    expect(fetchKeys).toHaveBeenCalledTimes(2);
  });

  test('while an answer is on its way asks again, because that one may be older', async () => {
    const { ring, fetchKeys } = setUp();
    const old = Promise.withResolvers<(typeof first)[]>();
    fetchKeys.mockReturnValueOnce(old.promise).mockResolvedValueOnce([second]);
    const asked = ring.get('second');
    ring.refresh();
    old.resolve([first]);
    expect(await asked).toBeDefined();
    expect([ring.has('first'), fetchKeys.mock.calls.length]).toEqual([false, 2]);
  });

  test('that fails is repeated every second until it succeeds; meanwhile the keys stay good', async () => {
    const { ring, fetchKeys } = setUp();
    await ring.get('first');
    fetchKeys.mockRejectedValue(new Error('away'));
    ring.refresh();
    await vi.advanceTimersByTimeAsync(3_500);
    expect(fetchKeys).toHaveBeenCalledTimes(5);
    expect([ring.has('first'), await ring.get('first')]).toEqual([true, expect.anything()]);
    fetchKeys.mockResolvedValue([second]);
    await vi.advanceTimersByTimeAsync(500);
    expect([ring.has('first'), ring.has('second')]).toEqual([false, true]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(fetchKeys).toHaveBeenCalledTimes(6);
  });

  test('whose answer is no set of keys changes nothing', async () => {
    const { ring, fetchKeys } = setUp();
    await ring.get('first');
    fetchKeys.mockResolvedValueOnce([{ kty: 'RSA', kid: 'broken' } as never]);
    ring.refresh();
    await vi.advanceTimersByTimeAsync(100);
    expect([fetchKeys.mock.calls.length, ring.has('first')]).toEqual([2, true]);
  });
});

test('a failed question is thrown, and repeated for who needs a key a tenth of a second later', async () => {
  const { ring, fetchKeys, clock } = setUp();
  fetchKeys.mockRejectedValueOnce(new Error('away'));
  for (let n = 0; n < 5; n += 1) await expect(ring.get('first')).rejects.toThrow('away');
  expect(fetchKeys).toHaveBeenCalledTimes(1);
  clock.advance(100);
  expect(await ring.get('first')).toBeDefined();
});

test('asks by itself every five minutes from the first key on, until it is closed', async () => {
  const { ring, fetchKeys } = setUp();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(fetchKeys).not.toHaveBeenCalled();
  await ring.get('first');
  fetchKeys.mockResolvedValue([second]);
  await vi.advanceTimersByTimeAsync(300_000);
  expect([ring.has('first'), ring.has('second')]).toEqual([false, true]);
  ring.close();
  await vi.advanceTimersByTimeAsync(900_000);
  expect(fetchKeys).toHaveBeenCalledTimes(2);
});

test('asks no more when it is closed while a question fails', async () => {
  const { ring, fetchKeys } = setUp();
  fetchKeys.mockRejectedValue(new Error('away'));
  ring.refresh();
  ring.close();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(fetchKeys).toHaveBeenCalledTimes(1);
});

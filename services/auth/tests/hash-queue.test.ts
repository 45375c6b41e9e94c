import { describe, expect, test, vi } from 'vitest';
import { createHashQueue } from '../src/passwords/hash-queue.ts';
import { createPasswords } from '../src/passwords/passwords.ts';
import { openAuth } from './helpers.ts';

const tryAgain = expect.objectContaining({ code: 'try_again' });

/** Work that ends when it is told to. */
function held() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { run: vi.fn(() => promise), end: () => resolve() };
}

describe('the queue', () => {
  test('runs as many as it has slots, the next when one is done', async () => {
    const queue = createHashQueue({ slots: 2, maxWaitMs: 1_000, expectedMs: 1 });
    const works = [held(), held(), held()];
    const all = works.map((work, index) => queue.run(String(index), work.run));
    await vi.waitFor(() => expect(works[1]?.run).toHaveBeenCalled());
    expect(works[2]?.run).not.toHaveBeenCalled();
    works[0]?.end();
    await vi.waitFor(() => expect(works[2]?.run).toHaveBeenCalled());
    for (const work of works) work.end();
    await Promise.all(all);
  });

  test('runs one at a time for a key, and others meanwhile', async () => {
    const queue = createHashQueue({ slots: 2, maxWaitMs: 1_000, expectedMs: 1 });
    const [first, second, other] = [held(), held(), held()];
    const all = [queue.run('a', first.run), queue.run('a', second.run), queue.run('b', other.run)];
    await vi.waitFor(() => expect(other.run).toHaveBeenCalled());
    expect(second.run).not.toHaveBeenCalled();
    first.end();
    await vi.waitFor(() => expect(second.run).toHaveBeenCalled());
    for (const work of [second, other]) work.end();
    await Promise.all(all);
  });

  test('refuses when those that wait would take longer than two seconds', async () => {
    const queue = createHashQueue({ slots: 2, maxWaitMs: 2_000, expectedMs: 1_000 });
    const work = held();
    const accepted = Array.from({ length: 7 }, (_, index) => queue.run(String(index), work.run));
    await expect(queue.run('one more', work.run)).rejects.toEqual(tryAgain);
    work.end();
    await Promise.all(accepted);
    await queue.run('later', work.run);
  });

  test('refuses who has waited too long all the same', async () => {
    const queue = createHashQueue({ slots: 1, maxWaitMs: 20, expectedMs: 1 });
    const slow = held();
    const first = queue.run('a', slow.run);
    const startedAt = performance.now();
    const second = queue.run('b', slow.run);
    const refused = expect(second).rejects.toEqual(tryAgain);
    await vi.waitFor(() => expect(performance.now() - startedAt).toBeGreaterThan(25), { interval: 5 });
    slow.end();
    await first;
    await refused;
  });

  test('learns how long work takes', async () => {
    const queue = createHashQueue({ slots: 1, maxWaitMs: 100, expectedMs: 10_000 });
    for (let n = 0; n < 100; n += 1) await queue.run('a', async () => {});
    const works = [held(), held(), held()];
    const all = works.map((work, index) => queue.run(String(index), work.run));
    for (const work of works) work.end();
    await Promise.all(all);
  });

  test('goes on after work that fails', async () => {
    const queue = createHashQueue({ slots: 1, maxWaitMs: 100, expectedMs: 1 });
    await expect(queue.run('a', () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    await expect(queue.run('a', async () => 'done')).resolves.toBe('done');
  });
});

test('comparing takes about the same time for an unknown user', async () => {
  const passwords = await createPasswords(9);
  const stored = await passwords.hash('correct horse');
  const timeOf = async (compare: () => Promise<boolean>) => {
    const startedAt = performance.now();
    expect(await compare()).toBe(false);
    return performance.now() - startedAt;
  };
  // The fastest of each counts, in turns, because other work on the machine makes any of them slow.
  let [known, unknown] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  await vi.waitFor(
    async () => {
      known = Math.min(known, await timeOf(() => passwords.matches('wrong', stored)));
      unknown = Math.min(unknown, await timeOf(() => passwords.matches('wrong', null)));
      expect(unknown / known).toBeGreaterThan(0.75);
      expect(unknown / known).toBeLessThan(1.33);
    },
    { timeout: 10_000 },
  );
});

test('more sign-ups than two seconds can hash: 201 or 503 with Retry-After, nobody waits longer', async () => {
  const auth = await openAuth({ processes: 1, env: { BCRYPT_COST: '11' } });
  try {
    const all = await Promise.all(
      Array.from({ length: 100 }, async (_, n) => {
        const startedAt = performance.now();
        const body = { name: 'Anna', email: `a${n}@example.org`, password: 'correct horse', role: 'student' };
        const answer = await auth.call('POST /auth/signup', { body });
        return { ...answer, ms: performance.now() - startedAt };
      }),
    );
    const refused = all.filter(({ status }) => status === 503);
    expect(all.filter(({ status }) => status === 201).length).toBeGreaterThan(2);
    expect(refused.length).toBeGreaterThan(2);
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set([201, 503]));
    for (const { body, headers } of refused)
      expect([body.code, headers.get('retry-after')]).toEqual(['try_again', '1']);
    for (const { ms } of all) expect(ms).toBeLessThan(15_000);
  } finally {
    await auth.close();
  }
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ClassTest, openClassService } from './helpers.ts';
import { expectTryAgain } from './outages.ts';
import { type Asker, dataOf, makeCourse, someone } from './people-of.ts';

let service: ClassTest;
let owner: Asker;
beforeAll(async () => {
  service = await openClassService();
  owner = someone(service, 'teacher');
});
afterAll(() => service.close());

test.each(['SIGSTOP', 'SIGKILL'] as const)(
  '503 within 3 s from what takes a transaction while MongoDB is away (%s), and nothing half done',
  async (signal) => {
    const { mongodb } = service.infra;
    const { _id: courseId } = await makeCourse(service, owner);
    const { _id: emptyId } = await makeCourse(service, owner);
    const made = await service.call('POST', '/api/v1/classes', owner.token, { className: 'Alone' });
    const lines: [string, string, object?][] = [
      ['POST', `/api/v1/courses/${courseId}/classes`, { className: 'A' }],
      ['DELETE', `/api/v1/courses/${emptyId}`],
      ['DELETE', `/api/v1/classes/${dataOf(made)._id}`],
    ];
    const calls = lines.map(
      ([method, path, body]) =>
        () =>
          service.call(method, path, owner.token, body),
    );
    await mongodb.signal(signal);
    await Promise.all(calls.map(expectTryAgain));

    if (signal === 'SIGKILL') await mongodb.restart();
    else await mongodb.signal('SIGCONT');
    for (const [at, call] of calls.entries()) {
      // One that was frozen may have been done after all.
      const statuses = at === 0 ? [201] : [200, 404];
      await expect.poll(async () => (await call()).status, { timeout: 5_000 }).toBeOneOf(statuses);
    }
  },
);

test.each(['SIGSTOP', 'SIGKILL'] as const)(
  '503 within 3 s when MongoDB goes away in the middle of a transaction (%s); it is free again at once',
  async (signal) => {
    const { mongodb } = service.infra;
    const { _id: courseId } = await makeCourse(service, owner);
    const make = () => service.call('POST', `/api/v1/courses/${courseId}/classes`, owner.token, { className: 'A' });
    let asked = 0;
    const asking = Array.from({ length: 20 }, async () => {
      const startedAt = performance.now();
      const { status } = await make();
      asked += 1;
      return { status, ms: performance.now() - startedAt };
    });
    await expect.poll(() => asked, { interval: 1 }).toBeGreaterThan(0);
    await mongodb.signal(signal);
    for (const { status, ms } of await Promise.all(asking)) {
      expect([201, 503]).toContain(status);
      expect(ms).toBeLessThan(4_000);
    }
    if (signal === 'SIGKILL') await mongodb.restart();
    else await mongodb.signal('SIGCONT');
    await expect.poll(async () => (await make()).status, { timeout: 10_000 }).toBe(201);
  },
);

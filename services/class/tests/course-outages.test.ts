import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
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
// Also when a test has failed in the middle.
afterEach(() => service.infra.mongodb.signal('SIGCONT'));

test.each(['SIGSTOP', 'SIGKILL'] as const)(
  '503 soon from what takes several writes while MongoDB is away (%s), and nothing half done',
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
  '201 or 503 when MongoDB goes away in the middle of twenty new classes (%s); the course takes more at once when it is back',
  async (signal) => {
    const { mongodb } = service.infra;
    const { _id: courseId } = await makeCourse(service, owner);
    const make = () => service.call('POST', `/api/v1/courses/${courseId}/classes`, owner.token, { className: 'A' });
    let answered = 0;
    const asking = Array.from({ length: 20 }, async () => {
      const { status } = await make();
      answered += 1;
      return status;
    });
    await expect.poll(() => answered, { interval: 1, timeout: 5_000 }).toBeGreaterThan(0);
    await mongodb.signal(signal);
    for (const status of await Promise.all(asking)) expect([201, 503]).toContain(status);
    if (signal === 'SIGKILL') await mongodb.restart();
    else await mongodb.signal('SIGCONT');
    await expect.poll(async () => (await make()).status, { timeout: 10_000 }).toBe(201);
  },
);

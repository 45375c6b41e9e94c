import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ClassTest, openClassService } from './helpers.ts';
import { everyRoute, expectTryAgain } from './outages.ts';

let service: ClassTest;
beforeAll(async () => {
  service = await openClassService();
});
afterAll(() => service.close());

async function expectRecovery(calls: Awaited<ReturnType<typeof everyRoute>>) {
  for (const call of calls) {
    await expect.poll(async () => (await call()).status, { timeout: 5_000 }).toBeLessThan(300);
  }
  await expect.poll(async () => (await service.health('ready')).status, { timeout: 5_000 }).toBe('ok');
}

test.each(['SIGKILL', 'SIGSTOP'] as const)(
  '503 from every route while MongoDB is away (%s): degraded but ready; back within 5 s',
  async (signal) => {
    const calls = await everyRoute(service);
    await service.infra.mongodb.signal(signal);
    await Promise.all(calls.map(expectTryAgain));
    const down = { code: 200, status: 'degraded', dependencies: { mongodb: 'down', redis: 'up', nats: 'up' } };
    await expect.poll(() => service.health('ready'), { timeout: 5_000 }).toEqual(down);
    expect(await service.health('live')).toEqual(down);

    if (signal === 'SIGKILL') await service.infra.mongodb.restart();
    else await service.infra.mongodb.signal('SIGCONT');
    await expectRecovery(calls);
  },
);

test('503 from every route while NATS is away: degraded but ready; back within 5 s', async () => {
  const calls = await everyRoute(service);
  await service.infra.nats.signal('SIGKILL');
  await Promise.all(calls.map(expectTryAgain));
  const down = { code: 200, status: 'degraded', dependencies: { mongodb: 'up', redis: 'up', nats: 'down' } };
  expect(await service.health('ready')).toEqual(down);

  await service.infra.nats.restart();
  await expectRecovery(calls);
});

test('an answer soon, success or 503, while NATS hangs; back within 5 s', async () => {
  const calls = await everyRoute(service);
  await service.infra.nats.signal('SIGSTOP');
  const startedAt = performance.now();
  const answers = await Promise.all(calls.map((call) => call()));
  expect(performance.now() - startedAt).toBeLessThan(10_000);
  const statuses = answers.map(({ status }) => status);
  expect(statuses).toEqual([expect.toBeOneOf([201, 503]), expect.toBeOneOf([201, 503]), 503, 503, 503, 503]);

  await service.infra.nats.signal('SIGCONT');
  await expectRecovery(calls);
});

test.each(['SIGKILL', 'SIGSTOP'] as const)(
  '503 for who joins by a code while Redis is away (%s), degraded but ready, all else works; back within 5 s',
  async (signal) => {
    const calls = await everyRoute(service);
    const { redis } = service.infra;
    const { code } = await makeCode();
    const student = service.auth.token(service.auth.person('student'));
    const join = () => service.call('POST', '/api/v1/classes/join', student, { code });
    await redis.signal(signal);
    await expectTryAgain(join);
    for (const call of calls) expect((await call()).status).toBeLessThan(300);
    const down = { code: 200, status: 'degraded', dependencies: { mongodb: 'up', redis: 'down', nats: 'up' } };
    await expect.poll(() => service.health('ready'), { timeout: 5_000 }).toEqual(down);

    if (signal === 'SIGKILL') await redis.restart();
    else await redis.signal('SIGCONT');
    await expectRecovery([join, ...calls]);
  },
);

async function makeCode(): Promise<{ code: string }> {
  const { teacherToken, classId } = await service.classWith(0);
  return (await service.call('POST', `/api/v1/classes/${classId}/join-code`, teacherToken, {})).body.data;
}

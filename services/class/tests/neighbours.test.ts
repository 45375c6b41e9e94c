import { rpcs } from '@rollcall/contracts';
import { answer, request } from '@rollcall/service-kit';
import { standIn } from '@rollcall/service-kit/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ClassTest, openClassService } from './helpers.ts';
import { everyRoute, expectTryAgain } from './outages.ts';

let service: ClassTest;
beforeEach(async () => {
  service = await openClassService();
});
afterEach(() => service.close());

test('503 where auth or session is asked and stays silent, and where it is gone', async () => {
  const calls = await everyRoute(service);
  const asking = calls.slice(2);
  const silent = () => new Promise<never>(() => {});
  await Promise.all([service.auth.close(), service.session.close()]);
  const silence = await standIn(service.infra.nats.url, [
    answer(rpcs.auth.isSessionActive, async () => ({ active: true })),
    answer(rpcs.auth.usersById, silent),
    answer(rpcs.session.statusInClass, silent),
  ]);
  await Promise.all(asking.map(expectTryAgain));
  await silence.close();
  await Promise.all(asking.map(expectTryAgain));
});

test('200 when NATS dies between the question and the commit; the event follows when it is back', async () => {
  const { teacherToken, classId } = await service.classWith(0);
  const student = service.auth.person('student');
  const { mongodb, nats } = service.infra;
  await service.auth.close();
  const asked = Promise.withResolvers<void>();
  const auth = await standIn(nats.url, [
    answer(rpcs.auth.isSessionActive, async () => ({ active: true })),
    answer(rpcs.auth.usersById, async () => {
      await mongodb.signal('SIGSTOP');
      asked.resolve();
      return { users: [student] };
    }),
  ]);
  const enrolling = service.call('POST', `/class/${classId}/add-student`, teacherToken, { studentId: student._id });
  await asked.promise;
  await auth.connection.flush();
  // Answers reach a process in order: once it refuses this, it has heard of the student and waits for MongoDB alone.
  await expect(
    request(auth, { ...rpcs.class.getClass, request: rpcs.auth.jwks.request }, {}, { requestId: 'test', actor: null }),
  ).rejects.toMatchObject({ code: 'internal' });
  await nats.signal('SIGKILL');
  await expect.poll(async () => (await service.health('ready')).dependencies).toMatchObject({ nats: 'down' });
  await mongodb.signal('SIGCONT');
  expect((await enrolling).body.data.studentIds).toEqual([student._id]);

  await nats.restart();
  await expect.poll(() => service.bus.isUp(), { timeout: 5_000 }).toBe(true);
  const data = { classId, studentId: student._id };
  await expect.poll(() => service.events(), { timeout: 5_000 }).toContainEqual(expect.objectContaining({ data }));
  await auth.close();
});

import { createLogger, openQueueConnection } from '@rollcall/service-kit';
import type { Person } from '@rollcall/service-kit/testing';
import { Queue } from 'bullmq';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openHall, type TestHall } from './helpers.ts';

const ROTATIONS = 12;

let hall: TestHall;
let teacher: Person;
beforeAll(async () => {
  hall = await openHall({
    processes: 2,
    env: { QR_ROTATION_SECONDS: '1', QR_GRACE_SECONDS: '1', REQUESTS_PER_SECOND_PER_USER: '10000' },
  });
  teacher = hall.auth.person('teacher');
});
afterAll(() => hall?.close());

it('the wall is never without a valid code: over twelve rotations under scans, with the queue emptied and a worker gone', async () => {
  const students = Array.from({ length: 4_000 }, () => hall.auth.person('student'));
  const asTeacher = hall.auth.token(teacher);
  const classId = hall.createClass(teacher, students);
  const sessionId = (await hall.call(asTeacher, 'POST', '/api/v1/sessions', { classId })).body.data._id;
  const waiting = [...students];
  const seen = new Set<string>();
  const refused: string[] = [];

  /** Looks at the wall and scans what is there, each time as another student, as fast as it goes. */
  async function watch() {
    for (let student = waiting.pop(); student && seen.size <= ROTATIONS; student = waiting.pop()) {
      const wall = await hall.call(asTeacher, 'GET', `/api/v1/sessions/${sessionId}/qr`);
      const { token } = wall.body.data;
      seen.add(token);
      const answer = await hall.call(hall.auth.token(student), 'POST', '/api/v1/scans', { token });
      if (answer.status !== 200) refused.push(answer.body.code);
    }
  }
  async function disturb() {
    const when = (rotations: number) => expect.poll(() => seen.size, { timeout: 20_000 }).toBeGreaterThan(rotations);
    await when(3);
    const connection = openQueueConnection(hall.redisUrl, 'queue', createLogger('test', 'silent'));
    const queue = new Queue('qr-rotation', { prefix: 'bull:{qr-rotation}', connection });
    await queue.obliterate({ force: true });
    await queue.close();
    connection.disconnect();
    await when(7);
    await hall.services[1]?.close();
  }

  await Promise.all([watch(), watch(), disturb()]);
  expect(refused).toEqual([]);
  expect(seen.size).toBeGreaterThan(ROTATIONS);
}, 60_000);

import { afterAll, beforeAll, expect, it } from 'vitest';
import { openHall, type TestHall } from './helpers.ts';
import { sendCrowd } from './suites/crowd.ts';

const STUDENTS = Number(process.env.CROWD ?? 60);

let hall: TestHall;
beforeAll(async () => {
  hall = await openHall({ processes: 2, env: { REQUESTS_PER_SECOND_PER_USER: '1000' } });
});
afterAll(() => hall?.close());

it(`${STUDENTS} students before nine single-use codes, all at once: all are in, at most three posts a mark, no limit`, async () => {
  const teacher = hall.auth.person('teacher');
  const students = Array.from({ length: STUDENTS }, () => hall.auth.person('student'));
  const classId = hall.createClass(teacher, students);
  const policy = { mode: 'single-use', slots: 9 };
  const started = await hall.call(hall.auth.token(teacher), 'POST', '/api/v1/sessions', { classId, policy });
  const crowd = await sendCrowd(hall, started.body.data._id, teacher, students);
  if (process.env.CROWD) process.stderr.write(`${JSON.stringify(crowd)}\n`);
  expect(crowd.answers.in).toBe(STUDENTS);
  expect(Object.keys(crowd.answers).sort()).toEqual(['in', 'token_consumed']);
  expect(crowd.posts / STUDENTS).toBeLessThanOrEqual(3);
  expect(crowd.elapsedMs).toBeLessThan(60_000);
}, 90_000);

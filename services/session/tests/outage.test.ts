import type { InfraServer } from '@rollcall/dev-infra';
import type { Person } from '@rollcall/service-kit/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openHall, type TestHall } from './helpers.ts';

let hall: TestHall;
let asTeacher: string;
let student: Person;
let sessionId: string;

beforeAll(async () => {
  hall = await openHall();
  const teacher = hall.auth.person('teacher');
  student = hall.auth.person('student');
  asTeacher = hall.auth.token(teacher);
  const classId = hall.createClass(teacher, [student]);
  sessionId = (await hall.call(asTeacher, 'POST', '/api/v1/sessions', { classId })).body.data._id;
});
afterAll(() => hall?.close());

const wall = () => hall.call(asTeacher, 'GET', `/api/v1/sessions/${sessionId}/qr`);
const health = async () => {
  const response = await fetch(`${hall.managementUrls[0]}/health/ready`);
  return { status: response.status, body: (await response.json()) as { status: string } };
};

describe.each(['mongodb', 'redis', 'nats'] as const)('while %s is dead', (name) => {
  it('a scan gets 503 with Retry-After soon, the process stays ready, and all is well 5 s after its return', async () => {
    const server: InfraServer = hall.infra[name];
    const { token } = (await wall()).body.data;
    await server.signal('SIGKILL');
    await vi.waitFor(async () => expect((await health()).body.status).toBe('degraded'), 5_000);
    const askedAt = Date.now();
    // Each dependency is on the way of a scan: NATS for the roster miss of somebody who is not on the list.
    const person = name === 'nats' ? hall.auth.person('student') : student;
    const answer = await hall.call(hall.auth.token(person), 'POST', '/api/v1/scans', { token });
    expect(Date.now() - askedAt).toBeLessThan(10_000);
    expect(answer).toMatchObject({ status: 503, retryAfter: '1', body: { success: false, code: 'try_again' } });
    expect((await health()).status).toBe(200);
    await server.restart();
    await vi.waitFor(async () => expect((await wall()).status).toBe(200), { timeout: 5_000, interval: 100 });
    await vi.waitFor(async () => expect((await health()).body.status).toBe('ok'), 5_000);
  });
});

describe('after all of them died one by one', () => {
  it('the student is recorded once', async () => {
    const { token } = (await wall()).body.data;
    const mine = hall.auth.token(student);
    await vi.waitFor(
      async () => expect((await hall.call(mine, 'POST', '/api/v1/scans', { token })).status).toBe(200),
      5_000,
    );
    const ended = await hall.call(asTeacher, 'POST', `/api/v1/sessions/${sessionId}/end`);
    expect(ended.body.data.summary).toMatchObject({ present: 1, absent: 0, total: 1 });
  });
});

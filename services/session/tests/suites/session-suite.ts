import { type Person, recordSubject } from '@rollcall/service-kit/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type HallOptions, openHall, type TestHall } from '../helpers.ts';

/** A session, its scans and its codes, on whatever Redis. */
export function sessionSuite(options: HallOptions): void {
  let hall: TestHall;
  let teacher: Person;
  let students: Person[];
  let classId: string;
  let asTeacher: string;

  beforeAll(async () => {
    hall = await openHall({ processes: 2, env: { QR_ROTATION_SECONDS: '1', QR_GRACE_SECONDS: '0' }, ...options });
  });
  afterAll(() => hall?.close());
  beforeEach(() => {
    teacher = hall.auth.person('teacher');
    students = Array.from({ length: 5 }, () => hall.auth.person('student'));
    classId = hall.createClass(teacher, students);
    asTeacher = hall.auth.token(teacher);
  });

  async function start(): Promise<string> {
    const answer = await hall.call(asTeacher, 'POST', '/api/v1/sessions', { classId, room: 'H1' });
    expect(answer.status).toBe(201);
    return answer.body.data._id;
  }
  const tokenOnWall = async (sessionId: string) =>
    (await hall.call(asTeacher, 'GET', `/api/v1/sessions/${sessionId}/qr`, undefined, 1)).body.data.token as string;
  const scan = async (student: Person, sessionId: string, process = 0) =>
    hall.call(hall.auth.token(student), 'POST', '/api/v1/scans', { token: await tokenOnWall(sessionId) }, process);

  describe('a session', () => {
    it('starts with its first round and is found by its teacher and its students alone', async () => {
      const sessionId = await start();
      const path = `/api/v1/sessions/${sessionId}`;
      const seen = await hall.call(asTeacher, 'GET', path, undefined, 1);
      expect(seen.body.data).toMatchObject({ status: 'active', classId, room: 'H1', rounds: [{ roundNumber: 1 }] });
      const [student] = students as [Person];
      expect((await hall.call(hall.auth.token(student), 'GET', path)).status).toBe(200);
      const stranger = hall.auth.person('student');
      expect((await hall.call(hall.auth.token(stranger), 'GET', path)).body.code).toBe('not_class_teacher');
    });

    it('is one a class: a second start is refused, of 10 at once one wins', async () => {
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          hall.call(asTeacher, 'POST', '/api/v1/sessions', { classId }, index % 2),
        ),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(409)]);
    });

    it('is started by the class’s teacher alone', async () => {
      const other = hall.auth.token(hall.auth.person('teacher'));
      expect((await hall.call(other, 'POST', '/api/v1/sessions', { classId })).body.code).toBe('not_class_teacher');
      const unknown = 'f'.repeat(24);
      expect((await hall.call(asTeacher, 'POST', '/api/v1/sessions', { classId: unknown })).status).toBe(404);
    });

    it('ends once, with the absent written for who is not marked', async () => {
      const sessionId = await start();
      await scan(students[0] as Person, sessionId);
      const path = `/api/v1/sessions/${sessionId}/end`;
      const answers = await Promise.all(
        [0, 1].map((process) => hall.call(asTeacher, 'POST', path, undefined, process)),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      const ended = answers.find(({ status }) => status === 200);
      expect(ended?.body.data).toMatchObject({ status: 'ended', summary: { present: 1, absent: 4, total: 5 } });
      const records = await hall.call(asTeacher, 'GET', `/api/v1/sessions/${sessionId}/records?limit=2`);
      expect(records.body.data.items).toHaveLength(2);
      const rest = await hall.call(
        asTeacher,
        'GET',
        `/api/v1/sessions/${sessionId}/records?cursor=${records.body.data.nextCursor}`,
      );
      expect(rest.body.data.items).toHaveLength(3);
    });

    it('frees its class for the next one', async () => {
      const sessionId = await start();
      await hall.call(asTeacher, 'POST', `/api/v1/sessions/${sessionId}/end`);
      expect(await start()).not.toBe(sessionId);
    });
  });

  describe('a scan', () => {
    it('is present with class and room, tells the board, and repeats its first answer', async () => {
      const sessionId = await start();
      const board = await recordSubject(hall.infra.nats.url, `live.session.${sessionId}`);
      const [student] = students as [Person];
      const first = await scan(student, sessionId);
      expect(first.body.data).toMatchObject({
        status: 'present',
        alreadyRecorded: false,
        className: 'Physics',
        teacherName: expect.any(String),
        room: 'H1',
      });
      const again = await scan(student, sessionId, 1);
      expect(again.body.data).toMatchObject({ alreadyRecorded: true, record: first.body.data.record });
      await vi.waitFor(() => {
        const updates = board.messages.map(({ data }) => data).filter(({ event }) => event === 'attendance:updated');
        expect(updates).toHaveLength(1);
        expect(updates[0]).toMatchObject({
          data: { fromSeq: 1, seq: 1, changes: [{ studentId: student._id }], summary: { present: 1, total: 5 } },
        });
      }, 10_000);
      await board.close();
    });

    it('of one student 50 times at once over two processes is one record and one change', async () => {
      const sessionId = await start();
      const token = await tokenOnWall(sessionId);
      const mine = hall.auth.token(students[0] as Person);
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, index) => hall.call(mine, 'POST', '/api/v1/scans', { token }, index % 2)),
      );
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
      expect(new Set(answers.map(({ body }) => body.data.record.recordedAt)).size).toBe(1);
      const summary = (await hall.call(asTeacher, 'POST', `/api/v1/sessions/${sessionId}/end`)).body.data.summary;
      expect(summary).toMatchObject({ present: 1, absent: 4, total: 5 });
    });

    it('is refused for a foreign code, an old code, a stranger and after the end', async () => {
      const sessionId = await start();
      const old = await tokenOnWall(sessionId);
      const post = (student: Person, token: string) =>
        hall.call(hall.auth.token(student), 'POST', '/api/v1/scans', { token });
      const [student, late] = students as [Person, Person];
      expect((await post(student, 'x'.repeat(44))).body.code).toBe('token_invalid');
      expect((await post(hall.auth.person('student'), old)).body.code).toBe('not_enrolled');
      await vi.waitFor(async () => expect(await tokenOnWall(sessionId)).not.toBe(old), 5_000);
      expect((await post(student, old)).body.code).toBe('token_expired');
      await scan(student, sessionId);
      const last = await tokenOnWall(sessionId);
      await hall.call(asTeacher, 'POST', `/api/v1/sessions/${sessionId}/end`);
      expect((await post(late, last)).body.code).toBe('session_not_active');
      expect((await post(student, last)).body.data.alreadyRecorded).toBe(true);
    });

    it('counts for a student who was enrolled a moment ago', async () => {
      const sessionId = await start();
      const latecomer = hall.auth.person('student');
      hall.enrol(classId, latecomer);
      expect((await scan(latecomer, sessionId)).status).toBe(200);
    });

    it('goes on after Redis lost everything: what was recorded stays, and nobody is marked twice', async () => {
      const sessionId = await start();
      const [first, second] = students as [Person, Person];
      const before = await scan(first, sessionId);
      await hall.flushRedis();
      expect((await scan(second, sessionId)).status).toBe(200);
      expect((await scan(first, sessionId, 1)).body.data).toMatchObject({
        alreadyRecorded: true,
        record: before.body.data.record,
      });
      const summary = (await hall.call(asTeacher, 'POST', `/api/v1/sessions/${sessionId}/end`)).body.data.summary;
      expect(summary).toMatchObject({ present: 2, absent: 3 });
    });
  });

  describe('the code on the wall', () => {
    it('is shown to the session’s teacher alone', async () => {
      const sessionId = await start();
      const path = `/api/v1/sessions/${sessionId}/qr`;
      expect((await hall.call(hall.auth.token(students[0] as Person), 'GET', path)).body.code).toBe('teacher_required');
      expect((await hall.call(hall.auth.token(hall.auth.person('teacher')), 'GET', path)).body.code).toBe(
        'not_class_teacher',
      );
    });

    it('says whose it is, how long it is shown, and is replaced on demand', async () => {
      const sessionId = await start();
      const path = `/api/v1/sessions/${sessionId}/qr`;
      const wall = (await hall.call(asTeacher, 'GET', path)).body.data;
      expect(wall).toMatchObject({ className: 'Physics', teacherName: teacher.name, room: 'H1', slot: 0 });
      expect(wall.codes).toMatchObject([{ token: wall.token, code: wall.code }]);
      const status = (await hall.call(asTeacher, 'GET', `${path}/status`)).body.data;
      expect(status).toMatchObject({ mode: 'rotating', rotationSeconds: 1, hasTypedCode: true });
      expect(status.slots).toMatchObject([{ slot: 0, secondsLeft: expect.any(Number) }]);
      expect(status.slots[0].secondsLeft).toBeLessThanOrEqual(1);
      expect(JSON.stringify(status)).not.toContain(wall.token);
      expect((await hall.call(asTeacher, 'POST', `${path}/rotate`)).body.data.token).not.toBe(wall.token);
    });

    it('is rotated by the job, and each new one goes to the teachers', async () => {
      const sessionId = await start();
      const wall = await recordSubject(hall.infra.nats.url, `live.session.${sessionId}`);
      await vi.waitFor(() => {
        const codes = wall.messages.filter(({ data }) => data.event === 'round:qr-updated');
        expect(new Set(codes.map(({ data }) => (data.data as { token: string }).token)).size).toBeGreaterThanOrEqual(3);
        expect(codes.every(({ data }) => data.audience === 'teachers')).toBe(true);
      }, 10_000);
      await wall.close();
    });
  });
}

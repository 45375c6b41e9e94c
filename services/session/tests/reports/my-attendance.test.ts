import type { Person } from '@rollcall/service-kit/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openHall, type TestHall } from '../helpers.ts';
import { openPast, type Past } from './past.ts';

let hall: TestHall;
let past: Past;
let teacher: Person;
let me: Person;
let other: Person;
beforeAll(async () => {
  hall = await openHall();
  past = await openPast(hall);
});
afterAll(async () => {
  await past?.close();
  await hall?.close();
});
beforeEach(() => {
  teacher = hall.auth.person('teacher');
  [me, other] = [hall.auth.person('student'), hall.auth.person('student')];
});

type Page = { data: { items: { sessionId: string }[]; nextCursor: string | null } };
const course = { _id: 'd'.repeat(24), code: 'MA1', name: 'Mathematics', term: '2026', ownerId: 'a'.repeat(24) };
const get = (path: string, person = me) => hall.call(hall.auth.token(person), 'GET', `/api/v1/me/attendance${path}`);
const items = async (query = '') => (await get(`/history${query}`)).body.data.items;
const ids = async (query = '') => (await items(query)).map((one: { sessionId: string }) => one.sessionId);

describe('GET /api/v1/me/attendance', () => {
  it('class by class: those of now first, also without results, then those that were left', async () => {
    const algebra = hall.createClass(teacher, [me, other], { className: 'Algebra', courseName: 'Mathematics', course });
    const empty = hall.createClass(teacher, [me], { className: 'Zoology' });
    const left = hall.createClass(teacher, [other], { className: 'Botany' });
    hall.createClass(teacher, [other], { className: 'Not mine' });
    const teacherIds = [teacher._id];
    await past.add(
      {
        classId: algebra,
        teacherIds,
        at: '2026-03-02T10:00:00.000Z',
        marks: [
          [me, 'late'],
          [other, 'absent'],
        ],
      },
      {
        classId: algebra,
        teacherIds,
        at: '2026-03-03T10:00:00.000Z',
        marks: [
          [me, 'absent'],
          [other, 'present'],
        ],
      },
      { classId: algebra, teacherIds, at: '2026-03-04T10:00:00.000Z', marks: [[me, 'excused']] },
      {
        classId: left,
        teacherIds,
        at: '2026-03-02T10:00:00.000Z',
        marks: [
          [me, 'present'],
          [other, 'present'],
        ],
      },
      { classId: left, teacherIds, at: '2026-03-09T10:00:00.000Z', marks: [[other, 'absent']] },
    );
    expect((await get('')).body.data).toEqual({
      items: [
        {
          ...{ classId: algebra, className: 'Algebra', courseName: 'Mathematics', enrolled: true, rate: 0.5 },
          counts: { present: 0, late: 1, absent: 1, excused: 1, sessions: 3 },
        },
        {
          ...{ classId: empty, className: 'Zoology', courseName: null, enrolled: true, rate: null },
          counts: { present: 0, late: 0, absent: 0, excused: 0, sessions: 0 },
        },
        {
          ...{ classId: left, className: 'Botany', courseName: null, enrolled: false, rate: 1 },
          counts: { present: 1, late: 0, absent: 0, excused: 0, sessions: 1 },
        },
      ],
      nextCursor: null,
    });
  });

  it('is of students alone', async () => {
    for (const path of ['', '/history']) expect((await get(path, teacher)).body.code).toBe('student_required');
  });
});

describe('GET /api/v1/me/attendance/history', () => {
  it('in pages, the last begun first, each session once also when two begin at once; filtered', async () => {
    const [one, two] = [hall.createClass(teacher, [me, other]), hall.createClass(teacher, [me])];
    const teacherIds = [teacher._id];
    const made = await past.add(
      { classId: one, teacherIds, at: '2026-03-02T10:00:00.000Z', marks: [[me, 'present']] },
      { classId: two, teacherIds, at: '2026-03-02T10:00:00.000Z', marks: [[me, 'absent']] },
      { classId: one, teacherIds, at: '2026-03-03T10:00:00.000Z', marks: [[other, 'absent']] },
      { classId: one, teacherIds, at: '2026-03-04T10:00:00.000Z', status: 'cancelled', marks: [[me, 'absent']] },
      {
        classId: one,
        teacherIds,
        at: '2026-03-05T10:00:00.000Z',
        marks: [
          [me, 'absent'],
          [other, 'late'],
        ],
      },
    );
    const all = [made[4], made[1], made[0]];
    expect(await ids()).toEqual(all);
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { data }: Page = (await get(`/history?limit=1${cursor && `&cursor=${cursor}`}`)).body;
      seen.push(...data.items.map((its) => its.sessionId));
      cursor = data.nextCursor;
    }
    expect(seen).toEqual(all);
    expect(await ids('?status=absent')).toEqual([made[4], made[1]]);
    expect(await ids('?status=absent&limit=1')).toEqual([made[4]]);
    expect(await ids(`?classId=${two}`)).toEqual([made[1]]);
    expect(await ids('?from=2026-03-02T10:00:00.001Z')).toEqual([made[4]]);
    expect(await ids('?to=2026-03-05T10:00:00.000Z')).toEqual([made[1], made[0]]);
  });

  it('a session in progress with what is recorded so far; its result when it has ended, and when that is changed', async () => {
    const classId = hall.createClass(teacher, [me, other]);
    const asTeacher = hall.auth.token(teacher);
    const call = async (method: string, path: string, body?: object) => {
      const answer = await hall.call(asTeacher, method, `/api/v1/sessions${path}`, body);
      expect(answer.status).toBeLessThan(300);
      return answer.body.data;
    };
    const sessionId = (await call('POST', '', { classId, room: 'H7' }))._id;
    expect(await items()).toMatchObject([
      { sessionId, running: true, status: null, verification: null, rounds: [], room: 'H7' },
    ]);
    const { code } = await call('GET', `/${sessionId}/qr`);
    await hall.call(hall.auth.token(me), 'POST', '/api/v1/scans', { code });
    expect(await items()).toMatchObject([
      {
        running: true,
        endedAt: null,
        status: 'present',
        verification: 'flagged',
        rounds: [{ roundNumber: 1, method: 'code' }],
      },
    ]);
    expect(await ids('?status=late')).toEqual([]);
    expect(await ids('?status=present')).toEqual([sessionId]);
    await call('POST', `/${sessionId}/end`);
    const rateOf = async (person = me) => (await get('', person)).body.data.items[0];
    expect(await items()).toMatchObject([{ running: false, status: 'present', verification: 'flagged' }]);
    expect([(await rateOf()).rate, (await rateOf(other)).rate]).toEqual([1, 0]);

    const recordId = `${sessionId}.1.${me._id}`;
    const rejected = await hall.call(asTeacher, 'POST', `/api/v1/records/${recordId}/reject`, { reason: 'Not here' });
    expect(rejected.status).toBe(200);
    expect(await items()).toMatchObject([{ status: 'absent', verification: 'rejected' }]);
    await call('PUT', `/${sessionId}/records/${other._id}`, { status: 'excused' });
    expect([(await rateOf()).rate, (await rateOf(other)).rate]).toEqual([0, null]);
    expect(await past.differences(false)).toEqual([]);
  });
});

import type { Person } from '@rollcall/service-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHall, type TestHall } from '../helpers.ts';
import { openPast, type Past, type PastSession } from './past.ts';

let hall: TestHall;
let past: Past;
let admin: Person;
let owner: Person;
let colleague: Person;
let [ada, ben]: Person[] = [];
let [first, second, alone]: string[] = [];
type Page = { data: { items: { recordedAt: string; _id: string }[]; nextCursor: string | null } };
const course = { _id: 'd'.repeat(24), code: 'MA1', name: 'Mathematics', term: 'Spring 2026' };

beforeAll(async () => {
  hall = await openHall();
  past = await openPast(hall);
  admin = hall.auth.person('admin');
  [owner, colleague] = [hall.auth.person('teacher', { name: 'Olga' }), hall.auth.person('teacher', { name: 'Karl' })];
  [ada, ben] = ['Ada', 'Ben'].map((name) => hall.auth.person('student', { name }));
  const ofCourse = { course: { ...course, ownerId: owner._id } };
  first = hall.createClass(owner, [who(ada)], { className: 'Group 1', ...ofCourse });
  second = hall.createClass(colleague, [who(ben)], { className: 'Group 2', ...ofCourse });
  alone = hall.createClass(colleague, [who(ada), who(ben)], { className: 'Choir' });
  await past.add(
    {
      classId: first,
      teacherIds: [owner._id, colleague._id],
      at: '2026-03-02T10:00:00.000Z',
      marks: [[who(ada), 'present']],
    },
    { classId: first, teacherIds: [owner._id], at: '2026-03-08T23:30:00.000Z', marks: [[who(ada), 'absent']] },
    { classId: second, teacherIds: [colleague._id], at: '2026-03-03T10:00:00.000Z', marks: [[who(ben), 'late']] },
    {
      classId: alone,
      teacherIds: [colleague._id],
      at: '2026-03-03T12:00:00.000Z',
      marks: [
        [who(ada), 'excused'],
        [who(ben), 'present'],
      ],
    },
  );
});
afterAll(async () => {
  await past?.close();
  await hall?.close();
});

function who(person: Person | undefined): Person {
  if (!person) throw new Error('nobody');
  return person;
}
const get = (path: string, person: Person) => hall.call(hall.auth.token(person), 'GET', `/api/v1/${path}`);
const counts = (present: number, late: number, absent: number, excused: number, sessions: number) => {
  return { present, late, absent, excused, sessions };
};

describe('GET /api/v1/reports/courses/:id', () => {
  it('its classes and over time, for its owner, the teachers of its classes and administrators', async () => {
    const { status, body } = await get(`reports/courses/${course._id}?by=week`, owner);
    expect(status).toBe(200);
    expect(body.data).toEqual({
      courseId: course._id,
      code: 'MA1',
      name: 'Mathematics',
      term: 'Spring 2026',
      counts: counts(1, 1, 1, 0, 3),
      rate: 2 / 3,
      overTime: [{ date: '2026-03-02', counts: counts(1, 1, 1, 0, 3), rate: 2 / 3 }],
      classes: [
        { classId: first, className: 'Group 1', counts: counts(1, 0, 1, 0, 2), rate: 0.5 },
        { classId: second, className: 'Group 2', counts: counts(0, 1, 0, 0, 1), rate: 1 },
      ],
    });
    for (const person of [colleague, admin])
      expect((await get(`reports/courses/${course._id}`, person)).status).toBe(200);
    const stranger = hall.auth.person('teacher');
    expect((await get(`reports/courses/${course._id}`, stranger)).body.code).toBe('not_course_owner');
    expect((await get(`reports/courses/${'e'.repeat(24)}`, stranger)).body.code).toBe('course_not_found');
  });
});

describe('GET /api/v1/reports/institution', () => {
  it('in all, over time, by course, teacher and weekday of the time zone; of a term alone', async () => {
    const { data } = (await get('reports/institution?by=week&timeZone=Europe/Berlin', admin)).body;
    expect(data).toMatchObject({ counts: counts(2, 1, 1, 1, 4), rate: 0.75, moreCourses: 0, moreTeachers: 0 });
    expect(data.overTime).toEqual([
      { date: '2026-03-02', counts: counts(2, 1, 0, 1, 3), rate: 1 },
      { date: '2026-03-09', counts: counts(0, 0, 1, 0, 1), rate: 0 },
    ]);
    expect(data.courses).toEqual([
      {
        courseId: course._id,
        code: 'MA1',
        name: 'Mathematics',
        term: 'Spring 2026',
        counts: counts(1, 1, 1, 0, 3),
        rate: 2 / 3,
      },
      { courseId: null, code: null, name: null, term: null, counts: counts(1, 0, 0, 1, 1), rate: 1 },
    ]);
    expect(data.teachers).toEqual([
      { teacherId: colleague._id, name: 'Karl', counts: counts(2, 1, 0, 1, 3), rate: 1 },
      { teacherId: owner._id, name: 'Olga', counts: counts(1, 0, 1, 0, 2), rate: 0.5 },
    ]);
    // The last one begins on a Sunday in London and a Monday in Berlin.
    expect(
      data.weekdays.map((one: { weekday: number; counts: { sessions: number } }) => [one.weekday, one.counts.sessions]),
    ).toEqual([
      [1, 2],
      [2, 2],
    ]);
    const ofTerm = (await get('reports/institution?term=spring%202026', admin)).body.data;
    expect(ofTerm).toMatchObject({ counts: counts(1, 1, 1, 0, 3), courses: [{ code: 'MA1' }] });
    expect(ofTerm.weekdays.map((one: { weekday: number }) => one.weekday)).toEqual([1, 2, 7]);
    expect((await get('reports/institution?term=1999', admin)).body.data).toMatchObject({ rate: null, courses: [] });
    expect((await get('reports/institution', owner)).body.code).toBe('admin_required');
  });

  it('makes 1,000 groups at most', async () => {
    const teacherIds = [hall.auth.person('teacher')._id];
    const classId = hall.createClass(hall.auth.person('teacher'), []);
    const days = Array.from({ length: 1_001 }, (_, n) => new Date(Date.UTC(2018, 0, 1 + n)));
    await past.results.insertMany(
      days.map((beginsAt, n) => ({
        ...{
          _id: `6${n.toString(16).padStart(23, '0')}`,
          schemaVersion: 1,
          institutionId: 'default',
          classId,
          teacherIds,
        },
        ...{ className: 'x', courseName: null, beginsAt, rosterId: 'x', statuses: '', rev: 1 },
        counts: { present: 0, late: 0, absent: 0, excused: 0 },
      })),
    );
    const ask = (to: Date) =>
      get(`reports/institution?by=day&from=2018-01-01T00:00:00.000Z&to=${to.toISOString()}`, admin);
    expect((await ask(days.at(-1) as Date)).body.data.overTime).toHaveLength(1_000);
    const refused = await ask(new Date(Date.UTC(2018, 0, 1_002)));
    expect([refused.status, refused.body.details[0].path]).toEqual([400, 'by']);
    await past.results.deleteMany({ className: 'x' });
  });
});

describe('of a session that runs and has doubtful marks', () => {
  it('the session report, the dashboard and the list of all flagged say so', async () => {
    const teacher = hall.auth.person('teacher');
    const co = hall.auth.person('teacher');
    const classId = hall.createClass(teacher, [who(ada), who(ben)]);
    const post = (path: string, body: object) =>
      hall.call(hall.auth.token(teacher), 'POST', `/api/v1/sessions${path}`, body);
    const sessionId = (await post('', { classId, room: 'H1' })).body.data._id;
    const { code } = (await get(`sessions/${sessionId}/qr`, teacher)).body.data;
    for (const student of [who(ada), who(ben)]) {
      await hall.call(hall.auth.token(student), 'POST', '/api/v1/scans', { code });
    }
    const confirm = await hall.call(
      hall.auth.token(teacher),
      'POST',
      `/api/v1/records/${sessionId}.1.${who(ben)._id}/confirm`,
      {},
    );
    expect(confirm.status).toBe(200);
    const startsAt = new Date(Date.now() + 36 * 3_600_000 + 600_000).toISOString();
    await post('', { classId, startsAt });
    hall.enrol(classId, hall.auth.person('student', { name: 'Cas' }));

    const session = (await get(`reports/sessions/${sessionId}`, teacher)).body.data;
    expect(session).toMatchObject({
      status: 'active',
      room: 'H1',
      counts: counts(2, 0, 0, 0, 1),
      rounds: [{ flagged: 1, summary: { present: 2, total: 3 } }],
    });
    expect(session.students).toMatchObject([
      {
        name: 'Ada',
        status: 'present',
        verification: 'flagged',
        rounds: [{ method: 'code', flags: ['typed_code'], lateByMinutes: null }],
      },
      { name: 'Ben', status: 'present', verification: 'confirmed' },
      { name: 'Cas', status: null, verification: null, rounds: [] },
    ]);
    hall.setTeachers(classId, [teacher, co]);
    const { data } = (await get('reports/teacher?timeZone=Asia/Tokyo', co)).body;
    expect(data).toMatchObject({
      active: [{ _id: sessionId, status: 'active', className: 'Physics' }],
      flagged: 1,
      excusesToDecide: 0,
      classes: [{ classId, className: 'Physics', rate: null, lastSession: null }],
    });
    expect(data.today.map((one: { _id: string }) => one._id)).toEqual([sessionId]);

    const flagged = (await get('records/flagged', admin)).body.data;
    expect(flagged).toMatchObject({
      items: [{ studentName: 'Ada', className: 'Physics', flags: ['typed_code'] }],
      nextCursor: null,
    });
    await post(`/${sessionId}/end`, {});
    expect((await get('reports/teacher', co)).body.data.classes).toMatchObject([
      { counts: counts(2, 0, 1, 0, 1), lastSession: { sessionId } },
    ]);
    expect((await get(`reports/sessions/${sessionId}`, owner)).body.code).toBe('not_class_teacher');
    expect((await get(`reports/sessions/${sessionId}`, admin)).status).toBe(200);
    expect((await get(`reports/sessions/${'e'.repeat(24)}`, owner)).body.code).toBe('session_not_found');
  });

  it('a late one says by how much', async () => {
    const lateOne = hall.auth.person('student');
    const classId = hall.createClass(owner, [lateOne]);
    const [sessionId = ''] = await past.add({
      classId,
      teacherIds: [owner._id],
      at: '2026-03-02T10:00:00.000Z',
      marks: [[lateOne, 'absent', 'late']],
    });
    const { students } = (await get(`reports/sessions/${sessionId}`, owner)).body.data;
    expect(students[0].rounds.map((one: { lateByMinutes: number | null }) => one.lateByMinutes)).toEqual([null, 2]);
  });
});

describe('GET /api/v1/records/flagged', () => {
  it('the oldest first, in pages, by an index that holds them alone', async () => {
    const student = hall.auth.person('student');
    const classId = hall.createClass(owner, [student]);
    const flagged = { status: 'present', verification: 'flagged' } as const;
    await past.records.updateMany({ verification: 'flagged' }, { $set: { verification: 'confirmed' } });
    const marks: PastSession['marks'] = [[student, flagged, 'present', flagged]];
    const lecture = (at: string) => ({ classId, teacherIds: [owner._id], at, marks });
    await past.add(
      lecture('2026-02-02T10:00:00.000Z'),
      lecture('2026-02-01T10:00:00.000Z'),
      lecture('2026-02-02T10:00:00.000Z'),
    );
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { data }: Page = (await get(`records/flagged?limit=4${cursor && `&cursor=${cursor}`}`, admin)).body;
      seen.push(...data.items.map((one) => `${one.recordedAt} ${one._id}`));
      cursor = data.nextCursor;
    }
    expect(seen).toHaveLength(6);
    expect(seen).toEqual(seen.toSorted());
    const inTime = past.records.find({ verification: 'flagged' }).sort({ recordedAt: 1, _id: 1 });
    const ofClasses = past.records.find({ verification: 'flagged', classId: { $in: [classId] } });
    for (const asked of [inTime, ofClasses]) {
      const plan = JSON.stringify((await asked.explain('queryPlanner')).queryPlanner.winningPlan);
      expect(plan).toContain('"indexName":"flagged_by_time"');
      expect(plan).not.toContain('"stage":"SORT"');
    }
    expect((await get('records/flagged', owner)).body.code).toBe('admin_required');
    expect((await get('records/flagged?cursor=1.x', admin)).status).toBe(400);
  });
});

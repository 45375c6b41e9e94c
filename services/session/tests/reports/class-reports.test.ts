import type { Person } from '@rollcall/service-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHall, type TestHall } from '../helpers.ts';
import { openPast, type Past } from './past.ts';

let hall: TestHall;
let past: Past;
let teacher: Person;
let admin: Person;
let [ada, ben, cas, former]: Person[] = [];
let classId: string;
beforeAll(async () => {
  hall = await openHall();
  past = await openPast(hall);
  [teacher, admin] = [hall.auth.person('teacher'), hall.auth.person('admin')];
  [ada, ben, cas, former] = ['Ada', 'Ben', 'Cas', 'Former'].map((name) => hall.auth.person('student', { name }));
  classId = hall.createClass(teacher, [who(ada), who(ben), who(cas)]);
  const rejected = { status: 'present', verification: 'rejected' } as const;
  const flagged = { status: 'late', verification: 'flagged' } as const;
  const lecture = { classId, teacherIds: [teacher._id] };
  await past.add(
    // Sunday evening in New York, Monday in Berlin: the week before, and this one.
    {
      ...lecture,
      at: '2026-03-02T02:00:00.000Z',
      marks: [
        [who(ada), 'present'],
        [who(ben), 'absent'],
        [who(cas), 'excused'],
        [who(former), 'absent'],
      ],
    },
    {
      ...lecture,
      at: '2026-03-04T10:00:00.000Z',
      marks: [
        [who(ada), 'absent', 'late'],
        [who(ben), rejected, rejected],
        [who(cas), 'excused', 'excused'],
      ],
    },
    {
      ...lecture,
      at: '2026-03-11T10:00:00.000Z',
      result: 'every',
      marks: [
        [who(ada), 'present', 'absent'],
        [who(ben), flagged, 'present'],
        [who(cas), 'excused'],
      ],
    },
    { ...lecture, at: '2026-03-12T10:00:00.000Z', status: 'cancelled', marks: [[who(ada), 'absent']] },
    {
      ...lecture,
      at: '2026-03-18T10:00:00.000Z',
      marks: [
        [who(ada), 'absent'],
        [who(ben), 'absent'],
        [who(cas), 'excused'],
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
const get = (path: string, person = teacher) => hall.call(hall.auth.token(person), 'GET', `/api/v1/reports/${path}`);
const report = async (query = '', person = teacher) => {
  const answer = await get(`classes/${classId}${query}`, person);
  expect(answer.status).toBe(200);
  return answer.body.data;
};

describe('GET /api/v1/reports/classes/:id', () => {
  it('counts each result once, by policy; cancelled sessions nowhere, and the excused not in the rate', async () => {
    const { counts, rate, className, students } = await report();
    expect(className).toBe('Physics');
    expect(counts).toEqual({ present: 1, late: 2, absent: 6, excused: 4, sessions: 4 });
    expect(rate).toBe(3 / 9);
    expect(students).toEqual([
      {
        studentId: who(ada)._id,
        name: 'Ada',
        enrolled: true,
        counts: { present: 1, late: 1, absent: 2, excused: 0, sessions: 4 },
        rate: 0.5,
        absencesInARow: 2,
      },
      {
        studentId: who(ben)._id,
        name: 'Ben',
        enrolled: true,
        counts: { present: 0, late: 1, absent: 3, excused: 0, sessions: 4 },
        rate: 0.25,
        absencesInARow: 1,
      },
      {
        studentId: who(cas)._id,
        name: 'Cas',
        enrolled: true,
        counts: { present: 0, late: 0, absent: 0, excused: 4, sessions: 4 },
        rate: null,
        absencesInARow: 0,
      },
      {
        studentId: who(former)._id,
        name: 'Former',
        enrolled: false,
        counts: { present: 0, late: 0, absent: 1, excused: 0, sessions: 1 },
        rate: 0,
        absencesInARow: 1,
      },
    ]);
  });

  it.each([
    ['week', 'UTC', ['2026-03-02', '2026-03-09', '2026-03-16'], [2, 1, 1]],
    // The week of Sunday evening begins on the Monday before.
    ['week', 'America/New_York', ['2026-02-23', '2026-03-02', '2026-03-09', '2026-03-16'], [1, 1, 1, 1]],
    ['day', 'America/New_York', ['2026-03-01', '2026-03-04', '2026-03-11', '2026-03-18'], [1, 1, 1, 1]],
    ['month', 'UTC', ['2026-03-01'], [4]],
    ['month', 'America/New_York', ['2026-03-01'], [4]],
  ])('over time by %s in %s', async (by, zone, dates, sessions) => {
    const { overTime } = await report(`?by=${by}&timeZone=${encodeURIComponent(zone)}`);
    expect(overTime.map((group: { date: string }) => group.date)).toEqual(dates);
    expect(overTime.map((group: { counts: { sessions: number } }) => group.counts.sessions)).toEqual(sessions);
  });

  it('of a range: what begins at or after from, and before to', async () => {
    const ranged = await report('?from=2026-03-04T10:00:00.000Z&to=2026-03-18T10:00:00.000Z');
    expect(ranged.counts.sessions).toBe(2);
    expect(ranged.students.map((one: { counts: { sessions: number } }) => one.counts.sessions)).toEqual([2, 2, 2]);
    expect((await report('?from=2026-03-18T10:00:00.001Z')).overTime).toEqual([]);
  });

  it.each([
    ['a range that ends before it begins', '?from=2026-03-02T00:00:00.000Z&to=2026-03-01T00:00:00.000Z', 'from'],
    ['more than ten years', '?from=2000-03-02T00:00:00.000Z', 'from'],
    ['a zone that is none', '?timeZone=Mars/Olympus', 'timeZone'],
    ['an offset for a zone', '?timeZone=%2B05:30', 'timeZone'],
    ['another step', '?by=year', 'by'],
    ['a date that is none', '?from=2026-02-30T00:00:00.000Z', 'from'],
    ['an operator', '?from[$gt]=2026-02-28T00:00:00.000Z', ''],
    ['another key', '?sort=name', ''],
  ])('refuses %s', async (_, query, path) => {
    const { status, body } = await get(`classes/${classId}${query}`);
    expect([status, body.code]).toEqual([400, 'invalid_request']);
    if (path) expect(body.details[0].path).toBe(path);
  });

  it('every time zone that Node knows is one for MongoDB, or is refused in words', async () => {
    const zones = Intl.supportedValuesOf('timeZone');
    // Some at a time: all at once would be an overload, which is refused for another reason.
    const answers: Awaited<ReturnType<typeof get>>[] = [];
    for (let start = 0; start < zones.length; start += 10) {
      const some = zones.slice(start, start + 10);
      const asked = some.map((zone) => get(`classes/${classId}?timeZone=${encodeURIComponent(zone)}`));
      answers.push(...(await Promise.all(asked)));
    }
    const refused = answers.filter(({ status }) => status !== 200);
    for (const { status, body } of refused) expect([status, body.details[0].path]).toEqual([400, 'timeZone']);
    // The newest of them, until MongoDB has them.
    expect(refused.length).toBeLessThan(10);
  });

  it('is for the teachers that it has now, and administrators', async () => {
    const [co, other] = [hall.auth.person('teacher'), hall.auth.person('teacher')];
    hall.setTeachers(classId, [teacher, co]);
    expect((await report('', co)).counts).toEqual((await report('', admin)).counts);
    hall.setTeachers(classId, [teacher]);
    for (const [person, code] of [
      [co, 'not_class_teacher'],
      [other, 'not_class_teacher'],
      [who(ada), 'teacher_required'],
    ] as const) {
      expect((await get(`classes/${classId}`, person)).body.code).toBe(code);
    }
    expect((await get(`classes/${'f'.repeat(24)}`)).body.code).toBe('class_not_found');
  });
});

describe('GET /api/v1/reports/classes/:id/at-risk', () => {
  const names = async (query: string) =>
    (await get(`classes/${classId}/at-risk${query}`)).body.data.items.map((one: { name: string }) => one.name);

  it('who is below the threshold, the lowest first; not who has left, nor who has nothing that counts', async () => {
    expect(await names('')).toEqual(['Ben', 'Ada']);
    expect(await names('?threshold=0.5')).toEqual(['Ben']);
    expect(await names('?threshold=0.25')).toEqual([]);
    expect(await names('?threshold=1&minSessions=4')).toEqual(['Ben', 'Ada']);
    expect(await names('?minSessions=5')).toEqual([]);
  });

  it.each(['threshold=1.1', 'threshold=x', 'threshold=-1', 'minSessions=0', 'minSessions=1.5'])(
    'refuses %s',
    async (query) => {
      expect((await get(`classes/${classId}/at-risk?${query}`)).status).toBe(400);
    },
  );
});

describe('GET /api/v1/reports/classes/:id/students/:studentId', () => {
  const of = (student: Person | undefined, query = '') =>
    get(`classes/${classId}/students/${who(student)._id}${query}`);

  it('the numbers and the history, in pages', async () => {
    const first = (await of(ben, '?limit=3')).body.data;
    expect(first).toMatchObject({ name: 'Ben', rate: 0.25, absencesInARow: 1, counts: { sessions: 4 } });
    const rest = (await of(ben, `?limit=3&cursor=${first.nextCursor}`)).body.data;
    expect(rest).toMatchObject({ rate: 0.25, nextCursor: null });
    expect([...first.items, ...rest.items].map((one) => [one.beginsAt, one.status, one.verification])).toEqual([
      ['2026-03-18T10:00:00.000Z', 'absent', 'confirmed'],
      ['2026-03-11T10:00:00.000Z', 'late', 'flagged'],
      ['2026-03-04T10:00:00.000Z', 'absent', 'rejected'],
      ['2026-03-02T02:00:00.000Z', 'absent', 'confirmed'],
    ]);
    expect(first.items[1]).toMatchObject({
      running: false,
      className: 'Physics',
      room: 'H1',
      rounds: [
        {
          roundNumber: 1,
          status: 'late',
          verification: 'flagged',
          method: 'qr',
          recordedAt: '2026-03-11T10:01:00.000Z',
        },
        { roundNumber: 2, status: 'present', verification: 'confirmed' },
      ],
    });
  });

  it('also of who has left, whatever the range; nobody else', async () => {
    expect((await of(former, '?from=2026-03-03T00:00:00.000Z')).body.data).toMatchObject({
      enrolled: false,
      items: [],
      rate: null,
    });
    const stranger = hall.auth.person('student');
    expect((await of(stranger)).body.code).toBe('student_not_found');
    expect((await of(ada, '?cursor=x')).status).toBe(400);
    expect((await get(`classes/${classId}/students/nobody`)).body.code).toBe('student_not_found');
  });
});

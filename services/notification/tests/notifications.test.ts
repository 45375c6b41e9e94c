import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstOf, type Office, openOffice, recordOf, until } from './helpers.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
}, 60_000);
afterAll(() => office.close());

interface Page {
  items: { _id: string }[];
  nextCursor: string | null;
}

const startedAt = '2026-03-02T08:00:00.000Z';

describe('people are told', () => {
  it('the students of a class, not its teachers, that a session has begun', async () => {
    const { classId, students, teachers } = office.openClass(3);
    const sessionId = office.newId();
    await office.tell('sessionStarted', { sessionId, classId, startedAt });
    for (const student of students) {
      await until(async () =>
        expect((await office.listOf(student)).items).toMatchObject([
          {
            kind: 'session_started',
            data: { sessionId, classId, className: 'Physics', startedAt },
            readAt: null,
          },
        ]),
      );
    }
    expect(await office.kindsOf(firstOf(teachers))).toEqual([]);
  });

  it('a student of the own mark, and of its change with from, to and why', async () => {
    const one = office.openClass(2);
    const anna = firstOf(one.students);
    const ben = firstOf(one.students.slice(1));
    const record = recordOf(one, office.newId());
    const scan = { method: 'qr' as const, recordedAt: startedAt, verification: 'confirmed' as const, flags: [] };
    await office.tell('attendanceRecorded', { ...record, status: 'late', ...scan });
    const change = { from: 'late', method: 'manual', rev: 2, why: 'The bus' } as const;
    await office.tell('attendanceChanged', { ...record, status: 'excused', ...change });
    await until(async () =>
      expect((await office.listOf(anna)).items).toMatchObject([
        { kind: 'attendance_changed', data: { from: 'late', to: 'excused', why: 'The bus' } },
        { kind: 'attendance_recorded', data: { status: 'late' }, createdAt: startedAt },
      ]),
    );
    expect(await office.kindsOf(ben)).toEqual([]);
  });

  it.each(['at the scan', 'later'])(
    'a student and the teachers, these by name, of a mark that is doubtful %s',
    async (when) => {
      const one = office.openClass();
      const record = recordOf(one, office.newId());
      const flags: ['typed_code'] = ['typed_code'];
      if (when === 'later') await office.tell('attendanceFlagged', { ...record, status: 'present', flags });
      else {
        const scan = { method: 'code' as const, recordedAt: startedAt, verification: 'flagged' as const, flags };
        await office.tell('attendanceRecorded', { ...record, status: 'present', ...scan });
      }
      const [student, teacher] = [firstOf(one.students), firstOf(one.teachers)];
      const words = { kind: 'attendance_flagged', data: { flags, studentId: student._id } };
      await until(async () => expect((await office.listOf(teacher)).items).toMatchObject([words]));
      const [toTeacher, toStudent] = [await office.listOf(teacher), await office.listOf(student)];
      expect(toTeacher.items).toMatchObject([{ data: { studentName: student.name } }]);
      expect(toStudent.items).toMatchObject([{ ...words, data: { ...words.data, studentName: null } }]);
    },
  );

  it('of decisions: about a mark, an excuse, a device; teachers of a wish to be excused', async () => {
    const one = office.openClass();
    const [student, teacher] = [firstOf(one.students), firstOf(one.teachers)];
    const record = recordOf(one, office.newId());
    const ofExcuse = { excuseId: office.newId(), classId: one.classId, studentId: student._id };
    await office.tell('attendanceReviewed', { ...record, status: 'absent', verification: 'rejected', why: 'No' });
    await office.tell('excuseRequested', ofExcuse);
    await until(async () => expect(await office.kindsOf(teacher)).toEqual(['excuse_requested']));
    await office.tell('excuseDecided', { ...ofExcuse, approved: true, why: null });
    const resetId = office.newId();
    await office.tell('deviceResetRejected', { userId: student._id, resetId, why: 'Ask again' });
    await until(async () => expect((await office.listOf(student)).items).toHaveLength(3));
    const { items } = await office.listOf(student);
    expect(items.map(({ kind, data }) => ({ kind, data }))).toMatchObject([
      { kind: 'device_reset_decided', data: { resetId, approved: false, why: 'Ask again' } },
      { kind: 'excuse_decided', data: { approved: true, why: null } },
      { kind: 'attendance_reviewed', data: { verification: 'rejected', why: 'No' } },
    ]);
  });

  it('once, however often an event comes, also to two processes at a time', async () => {
    const second = await openOffice({ processes: 2 });
    try {
      const { classId, students } = second.openClass(20);
      const event = { sessionId: second.newId(), classId, startedAt };
      const live = await second.live();
      const id = await second.tell('sessionStarted', event);
      await Promise.all(Array.from({ length: 40 }, () => second.tell('sessionStarted', event, { id })));
      await second.allTaken();
      for (const student of students) expect(await second.kindsOf(student)).toEqual(['session_started']);
      expect(live.messages).toHaveLength(students.length);
      await live.close();
    } finally {
      await second.close();
    }
  }, 60_000);

  it('live, in the shape of the list', async () => {
    const { classId, students } = office.openClass();
    const live = await office.live();
    await office.tell('sessionCancelled', { sessionId: office.newId(), classId, why: 'Snow' });
    const student = firstOf(students);
    await until(() => expect(live.messages.map(({ subject }) => subject)).toEqual([`live.user.${student._id}`]));
    const { items } = await office.listOf(student);
    expect(live.messages).toMatchObject([{ data: { event: 'notification:new', data: firstOf(items) } }]);
    await live.close();
  });
});

describe('a list', () => {
  async function told(count: number) {
    const one = office.openClass();
    const student = firstOf(one.students);
    for (let n = 0; n < count; n += 1) {
      // Some at the same time.
      const time = new Date(Date.parse(startedAt) + Math.floor(n / 2) * 1_000).toISOString();
      await office.tell('deviceResetApproved', { userId: student._id, resetId: office.newId() }, { time });
    }
    await until(async () => expect((await office.listOf(student)).unread).toBe(count));
    return student;
  }

  it('comes in pages, the newest first, each once', async () => {
    const student = await told(7);
    const whole = (await office.listOf(student)).items;
    const pages: string[][] = [];
    for (let query: string | null = '?limit=3'; query !== null; ) {
      const { items, nextCursor }: Page = (await office.call(student, 'GET', `/api/v1/notifications${query}`)).body
        .data;
      pages.push(items.map(({ _id }) => _id));
      query = nextCursor && `?limit=3&cursor=${nextCursor}`;
    }
    expect(pages.map((page) => page.length)).toEqual([3, 3, 1]);
    expect(pages.flat()).toEqual(whole.map(({ _id }) => _id));
    const times = whole.map(({ createdAt }) => createdAt);
    expect(times).toEqual(times.toSorted().toReversed());
  });

  it('knows what is read: one, and all', async () => {
    const student = await told(3);
    const { items } = await office.listOf(student);
    const id = firstOf(items)._id;
    const read = await office.call(student, 'POST', `/api/v1/notifications/${id}/read`);
    expect([read.status, read.body.data._id, typeof read.body.data.readAt]).toEqual([200, id, 'string']);
    const again = await office.call(student, 'POST', `/api/v1/notifications/${id}/read`);
    expect(again.body.data.readAt).toBe(read.body.data.readAt);
    const left = await office.listOf(student, '?unread=true');
    expect([left.unread, left.items.map(({ _id }) => _id).includes(id), left.items.length]).toEqual([2, false, 2]);
    expect((await office.call(student, 'POST', '/api/v1/notifications/read-all')).body.data).toEqual({ read: 2 });
    expect(await office.listOf(student, '?unread=true')).toEqual({ items: [], nextCursor: null, unread: 0 });
    expect((await office.listOf(student)).items).toHaveLength(3);
  });

  it("is one's own: 404 for somebody else's, whatever one is", async () => {
    const student = await told(1);
    const id = firstOf((await office.listOf(student)).items)._id;
    for (const role of ['student', 'teacher', 'admin'] as const) {
      const { status, body } = await office.call(office.auth.person(role), 'POST', `/api/v1/notifications/${id}/read`);
      expect([status, body.code]).toEqual([404, 'notification_not_found']);
    }
    expect((await office.listOf(student)).unread).toBe(1);
  });
});

import { INSTITUTION_ID, rpcs } from '@rollcall/contracts';
import { answer } from '@rollcall/service-kit';
import { recordSubject, standIn } from '@rollcall/service-kit/testing';
import mongoose from 'mongoose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ClassTest, openClassService } from './helpers.ts';
import { type Asker, dataOf, makeCourse, someone } from './people-of.ts';

const MANY = 200;
const newId = () => new mongoose.Types.ObjectId().toString();

let service: ClassTest;
let admin: Asker;
/** Of one class, and of two hundred: who teaches them, who is in them. */
let few: { teacher: Asker; student: Asker };
let many: { teacher: Asker; student: Asker };
let requests: Awaited<ReturnType<typeof recordSubject>>;

beforeAll(async () => {
  service = await openClassService();
  admin = someone(service, 'admin');
  requests = await recordSubject(service.infra.nats.url, 'rpc.>');
  few = await makeClasses(1);
  many = await makeClasses(MANY);
  await makeClasses(MANY);
});
afterAll(async () => {
  await requests.close();
  await service.close();
});

/** Classes of one teacher, each of a course and with a co-teacher of its own, two students and an open session. */
async function makeClasses(count: number) {
  const [teacher, student, other] = [
    someone(service, 'teacher'),
    someone(service, 'student'),
    someone(service, 'student'),
  ];
  const sample = await makeCourse(service, teacher);
  const ids = Array.from({ length: count }, newId);
  const common = { schemaVersion: 2, institutionId: INSTITUTION_ID };
  const insert = (name: string, documents: { _id: string }[]) =>
    service.database.collection<{ _id: string }>(name).insertMany(documents);
  const stored = await service.database.collection<{ _id: string }>('courses').findOne({ _id: sample._id });
  const courses = ids.map((_id) => ({ ...stored, _id: newId(), code: _id, codeKey: _id, archivedAt: null }));
  await insert('courses', courses);
  await insert(
    'classes',
    ids.map((_id, at) => ({
      _id,
      ...common,
      className: `Class ${at}`,
      courseId: courses[at]?._id,
      teacherId: teacher._id,
      coTeacherIds: [service.auth.person('teacher')._id],
      createdAt: new Date(1_700_000_000_000),
    })),
  );
  const enrolments = ids.flatMap((classId, at) =>
    [student, other].map(({ _id: studentId }) => ({
      _id: newId(),
      ...common,
      classId,
      courseId: courses[at]?._id,
      studentId,
      number: 1,
      enrolledAt: new Date(1_700_000_000_000),
      endedAt: null,
    })),
  );
  await insert('enrolments', enrolments);
  for (const classId of ids) service.openSession(classId);
  return { teacher, student };
}

const list = async (who: Asker, query = '?limit=1000') =>
  dataOf(await service.call('GET', `/api/v1/classes${query}`, who.token));

/** What MongoDB and others are asked, a line each, while something is done; the sweeps of the outboxes aside. */
async function asked(work: () => Promise<unknown>) {
  const { db } = service.database;
  await work(); // what is looked up once, such as the caller's log-in, is known then
  const profile = service.database.collection('system.profile');
  await db?.setProfilingLevel('off');
  await profile.drop().catch(() => {});
  await db?.setProfilingLevel('all');
  const from = requests.messages.length;
  await work();
  await db?.setProfilingLevel('off');
  await service.bus.connection.flush();
  const commands = await profile
    .find({ ns: /\.(classes|courses|enrolments)$/, 'command.filter.outbox.envelope.id': { $exists: false } })
    .toArray();
  const wanted = commands.filter(({ command }) => JSON.stringify(command).includes('outbox.envelope.id') === false);
  return {
    commands: wanted.filter(({ op }) => op !== 'update'),
    requests: requests.messages
      .slice(from)
      .map(({ subject }) => subject)
      .filter((subject) => !subject.endsWith('ended-since')),
  };
}

describe('a list in one request', () => {
  test('has all that a page needs: course, teachers, open session, count; for students no count', async () => {
    const { items } = await list(many.teacher);
    expect(items).toHaveLength(MANY);
    for (const one of items) {
      expect(one).toMatchObject({
        course: { code: one._id, name: 'Computing', term: '2026' },
        teachers: [{ name: many.teacher.name }, { name: expect.stringMatching(/^teacher \d+$/) }],
        activeSession: { _id: `e${one._id.slice(1)}`, startedAt: expect.any(String) },
        studentCount: 2,
      });
    }
    const ofStudent = (await list(many.student)).items;
    expect(ofStudent).toEqual(items.map((one: object) => ({ ...one, sessionDefaults: null, studentCount: null })));
    expect((await list(admin)).items).toHaveLength(2 * MANY + 1);
  });

  test.each(['teacher', 'student', 'admin'] as const)(
    'of a %s: as many commands to MongoDB and requests to others for 200 classes as for one, and each by an index',
    async (role) => {
      const one = await asked(() => (role === 'admin' ? list(admin, '?limit=1') : list(few[role])));
      const all = await asked(() => (role === 'admin' ? list(admin, `?limit=${MANY}`) : list(many[role])));
      const kinds = ({ commands }: typeof one) => commands.map(({ op, ns }) => `${op} ${ns}`).toSorted();
      expect(kinds(all)).toEqual(kinds(one));
      expect(one.commands).toHaveLength(3);
      expect(all.requests.toSorted()).toEqual(one.requests.toSorted());
      expect(all.requests.toSorted()).toEqual(['rpc.auth.users-by-id', 'rpc.session.active-sessions']);
      for (const { command, planSummary, docsExamined, nreturned } of all.commands) {
        const what = `${planSummary} ${JSON.stringify(command.filter ?? command.pipeline)?.slice(0, 200)}`;
        expect.soft(planSummary, what).toMatch(/^(IXSCAN|IDHACK|EXPRESS_IXSCAN|COUNT_SCAN|DISTINCT_SCAN)/);
        expect.soft(docsExamined, what).toBeLessThanOrEqual(2 * nreturned + 1);
      }
    },
  );

  test('of courses: one command for those that are seen, one for the courses', async () => {
    const one = await asked(() => service.call('GET', '/api/v1/courses?limit=200', few.teacher.token));
    const all = await asked(() => service.call('GET', '/api/v1/courses?limit=200', many.teacher.token));
    expect(all.commands).toHaveLength(one.commands.length);
    for (const { planSummary, docsExamined, nreturned } of all.commands) {
      expect.soft(planSummary).toMatch(/^IXSCAN/);
      expect.soft(docsExamined).toBeLessThanOrEqual(2 * nreturned + 1);
    }
  });

  test('by archive and course, in pages', async () => {
    const { items } = await list(many.teacher);
    const [archived, other] = items;
    await service.call('PATCH', `/api/v1/classes/${archived._id}`, many.teacher.token, { archived: true });
    const idsOf = async (who: Asker, query: string) => (await list(who, query)).items.map(({ _id }: Asker) => _id);
    for (const who of [many.teacher, many.student]) {
      expect(await idsOf(who, '?archived=true')).toEqual([archived._id]);
      expect(await idsOf(who, '?limit=1000')).toHaveLength(MANY - 1);
      expect(await idsOf(who, '?limit=1000&archived=any')).toHaveLength(MANY);
      expect(await idsOf(who, `?courseId=${other.course._id}`)).toEqual([other._id]);
      expect(await idsOf(who, `?courseId=${archived.course._id}`)).toEqual([]);
      expect(await idsOf(who, `?limit=1&archived=any&cursor=${archived._id}`)).toEqual([other._id]);
    }
    const exactly = await list(few.teacher, '?limit=1');
    expect([exactly.items.length, exactly.nextCursor]).toEqual([1, null]);
  });

  test('200 without names and open sessions while auth and session stay silent', async () => {
    const alone = await openClassService();
    const teacher = someone(alone, 'teacher');
    const { _id } = dataOf(await alone.call('POST', '/api/v1/classes', teacher.token, { className: 'A' }));
    alone.openSession(_id);
    await Promise.all([alone.auth.close(), alone.session.close()]);
    const silent = () => new Promise<never>(() => {});
    const silence = await standIn(alone.infra.nats.url, [
      answer(rpcs.auth.isSessionActive, async () => ({ active: true })),
      answer(rpcs.auth.usersById, silent),
      answer(rpcs.session.activeSessions, silent),
    ]);
    const { items } = dataOf(await alone.call('GET', '/api/v1/classes', teacher.token));
    const hints = { teachers: [{ _id: teacher._id, name: null }], activeSession: null, studentCount: 0 };
    expect(items).toEqual([expect.objectContaining({ _id, ...hints })]);
    await silence.close();
    await alone.close();
  });
});

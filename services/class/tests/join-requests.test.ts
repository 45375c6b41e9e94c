import { recordSubject } from '@rollcall/service-kit/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type JoinTest, openJoins, outcome, tally } from './join-helpers.ts';

const MINUTE_MS = 60_000;

let service: JoinTest;
beforeAll(async () => {
  service = await openJoins();
});
afterAll(() => service.close());

async function waiting(classId: string, token: string): Promise<string[]> {
  const { body } = await service.call('GET', service.requestsOf(classId), token);
  return body.data.items.map(({ studentId }: { studentId: string }) => studentId);
}

/** A class whose code asks for approval, with one who waits. */
async function openWithOne(options: object = {}) {
  const opened = await service.open({ approval: true, ...options });
  const student = service.student();
  expect(outcome(await service.join(student, opened.code))).toBe('200 waiting');
  return { ...opened, student };
}

describe('waiting', () => {
  test('200: who joins waits, twice as well as once, and takes one use; 200 enrolled for whom a teacher added meanwhile', async () => {
    const { teacherToken, classId, code, student } = await openWithOne({ maxUses: 3 });
    const again = await Promise.all([0, 1, 0, 1].map((process) => service.join(student, code, { process })));
    expect(tally(again)).toEqual({ '200 waiting': 4 });
    expect(await service.usesLeft(classId, teacherToken)).toBe(2);
    expect(await service.enrolled(classId)).toEqual([]);
    await service.call('POST', `/class/${classId}/add-student`, teacherToken, { studentId: student._id });
    expect(outcome(await service.join(student, code))).toBe('200 enrolled');
  });

  test('40 students at once in two processes with 25 uses: 25 wait, just those who were told so', async () => {
    const { teacherToken, classId, code } = await service.open({ approval: true, maxUses: 25 });
    const students = service.students(40);
    const told = await Promise.all(
      students.map(async (student, n) => ({ student, answer: await service.join(student, code, { process: n % 2 }) })),
    );
    expect(tally(told.map(({ answer }) => answer))).toEqual({ '200 waiting': 25, '400 join_code_invalid': 15 });
    const in25 = told.filter(({ answer }) => answer.status === 200).map(({ student }) => student._id);
    expect((await waiting(classId, teacherToken)).sort()).toEqual(in25.sort());
  });

  test('409 for whoever is in another class of the course, at once', async () => {
    const one = await service.open();
    const two = await service.open({ approval: true });
    await service.sameCourse(two.classId, one.classId);
    const student = service.student();
    await service.join(student, one.code);
    expect(outcome(await service.join(student, two.code))).toBe('409 enrolled_in_other_class');
    expect(await waiting(two.classId, two.teacherToken)).toEqual([]);
  });

  test('200 enrolled by a newer code that asks for no approval: nobody waits any more', async () => {
    const { teacherToken, classId, student } = await openWithOne();
    const { code } = (await service.call('POST', service.codeOf(classId), teacherToken, {})).body.data;
    expect(outcome(await service.join(student, code))).toBe('200 enrolled');
    expect(await waiting(classId, teacherToken)).toEqual([]);
  });
});

describe('the list', () => {
  test('200: the first first, by pages, names in one request to auth a page, without the account that is gone', async () => {
    const { teacherToken, classId, code } = await service.open({ approval: true });
    const students = service.students(5);
    for (const student of students) await service.join(student, code);
    const gone = { _id: `${classId}.${'f'.repeat(24)}`, classId, studentId: 'f'.repeat(24), requestedAt: new Date(0) };
    await service.database.collection<{ _id: string }>('joinRequests').insertOne(gone);
    const asked = await recordSubject(service.infra.nats.url, 'rpc.auth.users-by-id');
    const pages: object[][] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const query = `?limit=2${cursor && `&cursor=${cursor}`}`;
      const { body } = await service.call('GET', `${service.requestsOf(classId)}${query}`, teacherToken);
      pages.push(body.data.items);
      cursor = body.data.nextCursor;
    }
    const expected = students.map(({ _id: studentId, name, email }) => {
      return { studentId, name, email, requestedAt: expect.stringMatching(/^20.*\.\d{3}Z$/) };
    });
    expect(pages).toEqual([expected.slice(0, 1), expected.slice(1, 3), expected.slice(3)]);
    expect(asked.messages.length).toBe(3);
    await asked.close();
  });

  test('400 for cursors that are none of ours, and for impossible limits', async () => {
    const { teacherToken, classId } = await service.open();
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const id = 'a'.repeat(24);
    const cursors = [
      'x',
      encode({}),
      encode(['now', id]),
      encode([null, id]),
      encode([{ $gt: '' }, id]),
      encode(['', 1]),
    ];
    for (const query of [...cursors.map((one) => `cursor=${one}`), 'limit=0', 'limit=1001', 'cursor[$gt]=', 'x=1']) {
      const answer = await service.call('GET', `${service.requestsOf(classId)}?${query}`, teacherToken);
      expect([query, outcome(answer)]).toEqual([query, '400 invalid_request']);
    }
  });

  test('is read by an index', async () => {
    const after = { requestedAt: new Date(0), studentId: 'a' };
    const filter = {
      classId: 'x',
      $or: [{ requestedAt: { $gt: after.requestedAt } }, { requestedAt: after.requestedAt, studentId: { $gt: 'a' } }],
    };
    const { queryPlanner } = await service.database
      .collection('joinRequests')
      .find(filter)
      .sort({ requestedAt: 1, studentId: 1 })
      .explain();
    const plan = JSON.stringify(queryPlanner.winningPlan);
    expect(plan).toContain('IXSCAN');
    expect(plan).not.toContain('"stage":"SORT"');
  });
});

describe('the decision', () => {
  test('200: approved, also by four teachers at once and again after: one enrolment, made by a teacher', async () => {
    const { teacher, teacherToken, classId, code, student } = await openWithOne();
    const approve = (process: number) => service.decide('approve', teacherToken, classId, student, process);
    const answers = await Promise.all([0, 1, 0, 1].map(approve));
    for (const { status, body } of [...answers, await approve(0)]) {
      expect([status, body.data]).toEqual([200, { classId, studentId: student._id }]);
    }
    expect(await waiting(classId, teacherToken)).toEqual([]);
    const periods = await service.database.collection('enrolments').find({ classId }).toArray();
    expect(periods.map(({ studentId, how }) => [studentId, how])).toEqual([[student._id, 'join-code']]);
    const events = await service.eventsOf(String(periods[0]?._id), 'evt.enrolment.added');
    expect(events).toMatchObject([{ actor: { userId: teacher._id, role: 'teacher' } }]);
    expect(outcome(await service.join(student, code))).toBe('200 enrolled');
  });

  test('200: rejected, the use is given back, the student may ask again; 404 for the second rejection', async () => {
    const { teacherToken, classId, code, student } = await openWithOne({ maxUses: 1 });
    const reject = () => service.decide('reject', teacherToken, classId, student);
    expect(await service.usesLeft(classId, teacherToken)).toBe(0);
    expect(outcome(await service.join(service.student(), code))).toBe('400 join_code_invalid');
    const { status, body } = await reject();
    expect([status, body.data]).toEqual([200, { classId, studentId: student._id }]);
    expect(outcome(await reject())).toBe('404 join_request_not_found');
    expect(await service.usesLeft(classId, teacherToken)).toBe(1);
    expect(outcome(await service.join(student, code))).toBe('200 waiting');
    expect(await service.usesLeft(classId, teacherToken)).toBe(0);
  });

  test('two teachers at once, one approves, one rejects: one of them is told no, and the student is where the other put him', async () => {
    for (let n = 0; n < 10; n += 1) {
      const { teacherToken, classId, student } = await openWithOne();
      const [approved, rejected] = await Promise.all([
        service.decide('approve', teacherToken, classId, student, 0),
        service.decide('reject', teacherToken, classId, student, 1),
      ]);
      const isIn = (await service.enrolled(classId)).includes(student._id);
      expect([approved.status, rejected.status]).toEqual(isIn ? [200, 404] : [404, 200]);
      expect(await waiting(classId, teacherToken)).toEqual([]);
    }
  });

  test('requests of a code that was revoked stay until they are decided', async () => {
    const { teacherToken, classId, student } = await openWithOne();
    await service.call('DELETE', service.codeOf(classId), teacherToken);
    expect(await waiting(classId, teacherToken)).toEqual([student._id]);
    expect(outcome(await service.decide('approve', teacherToken, classId, student))).toBe('200 ok');
    expect(await service.enrolled(classId)).toEqual([student._id]);
  });

  test('nobody waits for a class that was deleted', async () => {
    const { teacherToken, classId, code, student } = await openWithOne();
    expect(outcome(await service.call('DELETE', `/api/v1/classes/${classId}`, teacherToken))).toBe('200 ok');
    expect(await service.database.collection('joinRequests').countDocuments({ classId })).toBe(0);
    expect(outcome(await service.join(student, code))).toBe('400 join_code_invalid');
  });

  test('409 and 404 leave the student waiting: in another class of the course, of an archived class, disabled', async () => {
    const { teacherToken, classId, student } = await openWithOne();
    const approve = async () => outcome(await service.decide('approve', teacherToken, classId, student));
    await service.edit({ classId, teacherToken }, { archived: true });
    expect(await approve()).toBe('409 class_archived');
    await service.edit({ classId, teacherToken }, { archived: false });
    const other = await service.open();
    await service.sameCourse(other.classId, classId);
    await service.join(student, other.code);
    expect(await approve()).toBe('409 enrolled_in_other_class');
    student.disabled = true;
    expect(await approve()).toBe('404 student_not_found');
    expect(await waiting(classId, teacherToken)).toEqual([student._id]);
    expect(outcome(await service.decide('reject', teacherToken, classId, student))).toBe('200 ok');
  });

  test('an approval whose process died is rejected only after a minute, and approved at any time', async () => {
    const { teacherToken, classId, student } = await openWithOne();
    const requests = service.database.collection<{ _id: string }>('joinRequests');
    const begin = () => requests.updateOne({ _id: `${classId}.${student._id}` }, { $set: { approvedAt: new Date() } });
    await begin();
    const reject = async () => outcome(await service.decide('reject', teacherToken, classId, student));
    expect(await reject()).toBe('404 join_request_not_found');
    await service.setAhead(2 * MINUTE_MS, async () => expect(await reject()).toBe('200 ok'));
  });

  test('403 for other teachers and students, 401 without a token, 404 for who does not wait and for impossible ids', async () => {
    const { teacherToken, classId, student } = await openWithOne();
    const path = `${service.requestsOf(classId)}`;
    const stranger = service.auth.token(service.auth.person('teacher'));
    for (const [method, address] of [
      ['GET', path],
      ['POST', `${path}/${student._id}/approve`],
      ['POST', `${path}/${student._id}/reject`],
    ] as const) {
      const body = method === 'POST' ? {} : undefined;
      expect(outcome(await service.call(method, address, stranger, body))).toBe('403 not_class_teacher');
      const own = service.auth.token(student);
      expect(outcome(await service.call(method, address, own, body))).toBe('403 teacher_required');
      expect(outcome(await service.call(method, address, undefined, body))).toBe('401 unauthorized');
    }
    for (const verb of ['approve', 'reject'] as const) {
      const nobody = await service.decide(verb, teacherToken, classId, service.student());
      expect(outcome(nobody)).toBe('404 join_request_not_found');
      const impossible = await service.call('POST', `${path}/%7B%22$ne%22:1%7D/${verb}`, teacherToken, {});
      expect(outcome(impossible)).toBe('404 student_not_found');
    }
    expect(await waiting(classId, teacherToken)).toEqual([student._id]);
    const admin = service.auth.token(service.auth.person('admin'));
    expect(outcome(await service.decide('approve', admin, classId, student))).toBe('200 ok');
  });
});

test('codes are found by indexes; the dead are removed by one', async () => {
  const codes = service.database.collection('joinCodes');
  const { classId } = await service.open();
  for (const filter of [{ code: 'ACDEFGHJ' }, { classId, revokedAt: null, expiresAt: { $gt: new Date() } }]) {
    const { queryPlanner, executionStats } = await codes.find(filter).explain('executionStats');
    expect(JSON.stringify(queryPlanner.winningPlan)).toContain('IXSCAN');
    expect(executionStats.totalDocsExamined).toBeLessThanOrEqual(1);
  }
  const indexes = await codes.indexes();
  expect(indexes).toContainEqual(expect.objectContaining({ key: { expiresAt: 1 }, expireAfterSeconds: 604_800 }));
  expect(indexes).toContainEqual(expect.objectContaining({ key: { code: 1 }, unique: true }));
});

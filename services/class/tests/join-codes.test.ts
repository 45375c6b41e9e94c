import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FAILURES_PER_ADDRESS, type JoinTest, openJoins, outcome, tally } from './join-helpers.ts';

const SHOWN = /^[ACDEFGHJKMNPQRTVWXY34679]{4}-[ACDEFGHJKMNPQRTVWXY34679]{4}$/;
const MINUTE_MS = 60_000;
const NOBODYS_CODE = 'AAAA-AAAA';

let service: JoinTest;
beforeAll(async () => {
  service = await openJoins();
});
afterAll(() => service.close());

describe('the code of a class', () => {
  test('201: XXXX-XXXX, for a week and for everybody unless said otherwise; 200: seen again; both events tell who', async () => {
    const { teacher, teacherToken, classId } = await service.classWith(0);
    const path = service.codeOf(classId);
    const before = await service.call('GET', path, teacherToken);
    expect(before.body.data).toEqual({ joinCode: null });
    const made = await service.call('POST', path, teacherToken, {});
    expect(made.status).toBe(201);
    const { expiresAt } = made.body.data;
    expect(made.body.data).toEqual({
      classId,
      code: expect.stringMatching(SHOWN),
      expiresAt,
      usesLeft: null,
      approval: false,
    });
    expect(Math.abs(Date.parse(expiresAt) - Date.now() - 7 * 1440 * MINUTE_MS)).toBeLessThan(MINUTE_MS);
    expect((await service.call('GET', path, teacherToken)).body.data).toEqual({ joinCode: made.body.data });
    for (let n = 0; n < 2; n += 1) {
      expect(await service.call('DELETE', path, teacherToken)).toMatchObject({ status: 200, body: { data: {} } });
    }
    expect((await service.call('GET', path, teacherToken)).body.data).toEqual({ joinCode: null });
    const actor = { userId: teacher._id, role: 'teacher' };
    const said = { classId, expiresAt, approval: false };
    expect(await service.eventsOf(classId, 'evt.class.join-code-made')).toMatchObject([
      { actor, audited: true, data: said },
    ]);
    expect(await service.eventsOf(classId, 'evt.class.join-code-revoked')).toMatchObject([
      { actor, data: { classId } },
    ]);
  });

  test('403 for other teachers and students, 401 without a token, 404; 200 for co-teachers and administrators', async () => {
    const { classId } = await service.open();
    const coTeacher = service.auth.person('teacher');
    await service.addCoTeacher(classId, coTeacher);
    const path = service.codeOf(classId);
    const asked = async (method: string, role: 'student' | 'teacher') =>
      outcome(
        await service.call(
          method,
          path,
          service.auth.token(service.auth.person(role)),
          method === 'POST' ? {} : undefined,
        ),
      );
    for (const method of ['GET', 'POST', 'DELETE']) {
      expect(await asked(method, 'teacher')).toBe('403 not_class_teacher');
      expect(await asked(method, 'student')).toBe('403 teacher_required');
      expect(outcome(await service.call(method, path))).toBe('401 unauthorized');
      const token = service.auth.token(coTeacher);
      expect(outcome(await service.call(method, service.codeOf('f'.repeat(24)), token))).toBe('404 class_not_found');
      expect(outcome(await service.call(method, service.codeOf('xyz'), token))).toBe('404 class_not_found');
    }
    for (const person of [coTeacher, service.auth.person('admin')]) {
      expect((await service.call('POST', path, service.auth.token(person), {})).status).toBe(201);
    }
  });

  test('400 for impossible options, nothing made', async () => {
    const { teacherToken, classId } = await service.classWith(0);
    const options = [
      { expiresInMinutes: 0 },
      { expiresInMinutes: 259_201 },
      { maxUses: 0 },
      { maxUses: 100_001 },
      { maxUses: { $gt: 0 } },
      { approval: 'yes' },
      { code: 'ACDEFGHJ' },
      [],
    ];
    for (const body of options) {
      expect(outcome(await service.call('POST', service.codeOf(classId), teacherToken, body))).toBe(
        '400 invalid_request',
      );
    }
    expect((await service.call('GET', service.codeOf(classId), teacherToken)).body.data.joinCode).toBeNull();
  });

  test('twenty at once in two processes: one code is good, the others are not', async () => {
    const { teacherToken, classId } = await service.classWith(0);
    const made = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        service.callUntilAnswered('POST', service.codeOf(classId), teacherToken, {}, n % 2),
      ),
    );
    expect(new Set(made.map(({ status }) => status))).toEqual(new Set([201]));
    const student = service.student();
    const joined = await Promise.all(made.map(({ body }) => service.join(service.student(), body.data.code)));
    expect(tally(joined)).toEqual({ '200 enrolled': 1, '400 join_code_invalid': 19 });
    const { joinCode } = (await service.call('GET', service.codeOf(classId), teacherToken)).body.data;
    expect(outcome(await service.join(student, joinCode.code))).toBe('200 enrolled');
  });
});

describe('joining', () => {
  test('200 whatever the case, blanks and dashes; twice changes nothing; the event tells who', async () => {
    const { teacherToken, classId, code } = await service.open({ maxUses: 5 });
    const student = service.student();
    for (const typed of [code, code.toLowerCase(), ` ${code.replace('-', ' – ')} `]) {
      const { status, body } = await service.join(student, typed);
      expect([status, body.data]).toEqual([200, { classId, className: 'Physics', status: 'enrolled' }]);
    }
    expect(await service.enrolled(classId)).toEqual([student._id]);
    expect(await service.usesLeft(classId, teacherToken)).toBe(4);
    const [period] = await service.database.collection('enrolments').find({ classId }).toArray();
    expect(period?.how).toBe('join-code');
    const [event] = await service.eventsOf(String(period?._id), 'evt.enrolment.added');
    expect(event).toMatchObject({
      actor: { userId: student._id, role: 'student' },
      data: { classId, studentId: student._id },
    });
  });

  test('300 students at once, some of them twice, over two processes and from one address, with 250 uses: 250 are enrolled, just those who were told so', async () => {
    const { teacherToken, classId, code } = await service.open({ maxUses: 250 });
    const students = service.students(300);
    const address = service.newAddress();
    const told = await Promise.all(
      students.map(async (student, n) => {
        const times = n % 10 === 0 ? [0, 1] : [n % 2];
        const answers = await Promise.all(times.map((process) => service.join(student, code, { process, address })));
        expect(new Set(answers.map(outcome)).size).toBe(1);
        return { student, answer: answers[0] as (typeof answers)[number] };
      }),
    );
    expect(tally(told.map(({ answer }) => answer))).toEqual({ '200 enrolled': 250, '400 join_code_invalid': 50 });
    const enrolled = told.filter(({ answer }) => answer.status === 200).map(({ student }) => student._id);
    expect(await service.enrolled(classId)).toEqual(enrolled.sort());
    expect(await service.usesLeft(classId, teacherToken)).toBe(0);
    expect(outcome(await service.join(service.student(), code, { address }))).toBe('400 join_code_invalid');
  }, 60_000);

  test('200 for those who waited for the last use while it was held, and were enrolled by a teacher meanwhile', async () => {
    const { teacherToken, classId, code } = await service.open({ maxUses: 1 });
    const students = service.students(6);
    const set = (change: object) => service.database.collection('joinCodes').updateOne({ classId }, { $set: change });
    await set({ holds: [{ studentId: 'f'.repeat(24), attempts: 1, since: new Date() }] });
    const joined = students.map((student) => service.join(student, code));
    for (const { _id: studentId } of students) {
      await service.call('POST', `/class/${classId}/add-student`, teacherToken, { studentId });
    }
    await set({ holds: [], uses: 1 });
    expect(tally(await Promise.all(joined))).toEqual({ '200 enrolled': 6 });
  });

  test('409 for whoever is in another class of the course, who stays there; the use is given back', async () => {
    const one = await service.open();
    const two = await service.open({ maxUses: 1 });
    await service.sameCourse(two.classId, one.classId);
    const student = service.student();
    await service.join(student, one.code);
    const answers = await Promise.all([0, 1].map((process) => service.join(student, two.code, { process })));
    expect(tally(answers)).toEqual({ '409 enrolled_in_other_class': 2 });
    expect(await service.enrolled(one.classId)).toEqual([student._id]);
    expect(outcome(await service.join(service.student(), two.code))).toBe('200 enrolled');
  });

  test('200 for whom a teacher enrolled before: no use is taken', async () => {
    const { teacherToken, classId, code } = await service.open({ maxUses: 1 });
    const student = service.student();
    await service.call('POST', `/class/${classId}/add-student`, teacherToken, { studentId: student._id });
    expect(outcome(await service.join(student, code))).toBe('200 enrolled');
    expect(await service.usesLeft(classId, teacherToken)).toBe(1);
  });

  test('a use that a dead process held is used when its student is in, at once when he asks again; else it is good for another one', async () => {
    const { teacherToken, classId, code } = await service.open({ maxUses: 3 });
    const [again, inside, outside, next, last] = service.students(5) as [Student, Student, Student, Student, Student];
    for (const { _id: studentId } of [again, inside]) {
      await service.call('POST', `/class/${classId}/add-student`, teacherToken, { studentId });
    }
    const holds = [again, inside, outside].map(({ _id }) => ({ studentId: _id, attempts: 1, since: new Date() }));
    const codes = service.database.collection('joinCodes');
    await codes.updateOne({ classId }, { $set: { holds } });
    expect(outcome(await service.join(again, code))).toBe('200 enrolled');
    expect(await codes.findOne({ classId })).toMatchObject({ uses: 1, holds: holds.slice(1) });
    await service.setAhead(2 * MINUTE_MS, async () => {
      expect(outcome(await service.join(next, code))).toBe('200 enrolled');
      expect(outcome(await service.join(last, code))).toBe('400 join_code_invalid');
    });
  });

  test('400, always the same: expired, revoked, replaced, of an archived class, of a deleted one, unknown', async () => {
    const student = service.student();
    const tried = async (code: string) => {
      const { status, body } = await service.join(student, code);
      return { status, ...body, requestId: '' };
    };
    const answers = [await tried(NOBODYS_CODE)];
    const expiring = await service.open({ expiresInMinutes: 1 });
    await service.setAhead(MINUTE_MS, async () => {
      answers.push(await tried(expiring.code));
      const seen = await service.call('GET', service.codeOf(expiring.classId), expiring.teacherToken);
      expect(seen.body.data.joinCode).toBeNull();
    });
    const revoked = await service.open();
    await service.call('DELETE', service.codeOf(revoked.classId), revoked.teacherToken);
    const replaced = await service.open();
    await service.call('POST', service.codeOf(replaced.classId), replaced.teacherToken, {});
    const archived = await service.open();
    await service.edit(archived, { archived: true });
    const deleted = await service.open();
    await service.call('DELETE', `/api/v1/classes/${deleted.classId}`, deleted.teacherToken);
    for (const { code } of [revoked, replaced, archived, deleted]) answers.push(await tried(code));
    const error = 'This code is not good, or not any more. Ask your teacher.';
    const expected = { status: 400, success: false, error, code: 'join_code_invalid', requestId: '' };
    expect(answers).toEqual(answers.map(() => expected));
    expect(outcome(await service.join(student, expiring.code))).toBe('200 enrolled');
    const again = await service.call('POST', service.codeOf(archived.classId), archived.teacherToken, {});
    expect(outcome(again)).toBe('409 class_archived');
  });

  test('403 for teachers and administrators, 401 without a token', async () => {
    const { code } = await service.open();
    for (const role of ['teacher', 'admin'] as const) {
      expect(outcome(await service.join(service.auth.person(role), code))).toBe('403 student_required');
    }
    expect(outcome(await service.call('POST', '/api/v1/classes/join', undefined, { code }))).toBe('401 unauthorized');
  });

  test('400 for hostile bodies, and none of them counts as a guess', async () => {
    const { code } = await service.open();
    const student = service.student();
    const noCode = [null, 7, '', 'A'.repeat(41), { $gt: '' }, { $ne: null }, [code], ['$where'], true, { code }];
    for (const typed of noCode) expect(outcome(await service.join(student, typed))).toBe('400 invalid_request');
    const impossible = [
      code.slice(1),
      `${code}A`,
      '\0'.repeat(8),
      '        ',
      '$gt:....',
      'АСЕНКМРТ',
      '\u212a'.repeat(8),
      'ＡCDEFGHJ',
      '😀😀😀😀',
      '\ud800'.repeat(8),
      '^.{8}$',
    ];
    for (const typed of impossible) expect(outcome(await service.join(student, typed))).toBe('400 join_code_invalid');
    expect(outcome(await service.join(student, code))).toBe('200 enrolled');
  });
});

describe('guessing', () => {
  test('30 wrong codes at once in two processes: 400 for ten, 429 for twenty; then 429 for the right one, too', async () => {
    const { code } = await service.open();
    const student = service.student();
    const guesses = Array.from({ length: 30 }, (_, n) => service.join(student, NOBODYS_CODE, { process: n % 2 }));
    expect(tally(await Promise.all(guesses))).toEqual({ '400 join_code_invalid': 10, '429 rate_limited': 20 });
    const refused = await service.join(student, code);
    expect(outcome(refused)).toBe('429 rate_limited');
    expect(Number(refused.retryAfter)).toBeGreaterThan(0);
    expect(Number(refused.retryAfter)).toBeLessThanOrEqual(900);
  });

  test('one address: 429 after its failures, whoever asks and however right; another address is free', async () => {
    const { code } = await service.open();
    const address = service.newAddress();
    const students = service.students(30);
    const answers = await Promise.all(
      students.flatMap((student) => [0, 1].map((process) => service.join(student, NOBODYS_CODE, { process, address }))),
    );
    expect(tally(answers)).toEqual({
      '400 join_code_invalid': FAILURES_PER_ADDRESS,
      '429 rate_limited': 60 - FAILURES_PER_ADDRESS,
    });
    const newcomer = service.student();
    expect(outcome(await service.join(newcomer, code, { address }))).toBe('429 rate_limited');
    expect(outcome(await service.join(newcomer, code))).toBe('200 enrolled');
  });

  test('neither good codes nor dead ones count: a hall that types an old one can use the new one', async () => {
    const { teacherToken, classId, code: old } = await service.open();
    const { code } = (await service.call('POST', service.codeOf(classId), teacherToken, {})).body.data;
    const student = service.student();
    for (let n = 0; n < 12; n += 1) expect(outcome(await service.join(student, old))).toBe('400 join_code_invalid');
    for (let n = 0; n < 12; n += 1) expect(outcome(await service.join(student, code))).toBe('200 enrolled');
    for (let n = 0; n < 10; n += 1) {
      expect(outcome(await service.join(student, NOBODYS_CODE))).toBe('400 join_code_invalid');
    }
    expect(outcome(await service.join(student, code))).toBe('429 rate_limited');
  });
});

type Student = ReturnType<JoinTest['student']>;

import { events, jobs, queuePrefix } from '@rollcall/contracts';
import { Queue } from 'bullmq';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type ClassTest, openClassService } from './helpers.ts';
import { counts, rosterImports } from './roster-helpers.ts';

let service: ClassTest;
let imports: ReturnType<typeof rosterImports>;
beforeAll(async () => {
  service = await openClassService({ processes: 2 });
  imports = rosterImports(service);
});
afterAll(() => service.close());

const student = (change = {}) => service.auth.person('student', change);
const listOf = (people: { email: string }[]) => ['email', ...people.map(({ email }) => email)].join('\n');

test('202 for a German file: each row has its result, and the good ones are in the class', async () => {
  const { token, classId } = await imports.courseWith(1);
  const [ann, ben, cem, dora] = [
    student({ name: 'Ann Berg' }),
    student({ name: 'Ben Tal', studentNumber: '0042' }),
    student({ name: 'Cem Öz', studentNumber: '0043' }),
    student({ disabled: true }),
  ];
  const lecturer = service.auth.person('teacher');
  await service.call('POST', `/api/v1/classes/${classId}/students`, token, { studentId: cem._id });
  const file = [
    'Nachname;Vorname;E-Mail-Adresse;Matrikelnummer;Fach',
    `Berg;Ann;${ann.email.toUpperCase()};;Physik`,
    'Tal;Ben;;0042;Physik',
    `Özgür;Cem;${cem.email};0043`,
    `Somebody;Else;${ben.email};;`,
    `Tal;Ben;${ann.email};0042;`,
    `Los;Dora;${dora.email};;`,
    `Lehrer;Leo;${lecturer.email};;`,
    'Nie;Da;nobody@example.org;;',
    'Nur;Name;;;',
    'Kein;At;no address;;',
    'Formel;=1+1;;=CMD();',
  ].join('\r\n');
  const options = { classId, token, query: { skipInvalid: 'true' } };
  const done = await imports.importFile(`\uFEFF${file}`, options);
  expect(done).toMatchObject({
    status: 'done',
    total: 11,
    processed: 11,
    problem: null,
    columns: { lastName: 'Nachname', firstName: 'Vorname', email: 'E-Mail-Adresse', studentNumber: 'Matrikelnummer' },
    unknownColumns: ['Fach'],
    counts: counts({ added: 2, already: 1, duplicate: 1, invalid: 5, unknown: 2 }),
  });
  const rows = await imports.rowsOf(options, done._id);
  expect(rows.map(({ line, result, problem, note }: Record<string, unknown>) => [line, result, problem, note])).toEqual(
    [
      [2, 'added', null, null],
      [3, 'added', null, null],
      [4, 'already', null, null],
      [5, 'duplicate', 'The student stands in line 3 already.', 'The account is called Ben Tal.'],
      [6, 'invalid', 'The e-mail address and the student number belong to different accounts.', null],
      [7, 'invalid', 'The account is disabled.', null],
      [8, 'invalid', 'This is not the account of a student.', null],
      [9, 'unknown', 'There is no such account.', null],
      [10, 'invalid', 'There is neither an e-mail address nor a student number.', null],
      [11, 'invalid', 'This is not an e-mail address.', null],
      [12, 'unknown', 'There is no such account.', null],
    ],
  );
  expect(await imports.enrolled(classId)).toEqual([ann._id, ben._id, cem._id].toSorted());
});

test('invalid rows refuse the file, a dry run says what would be; neither changes anything', async () => {
  const { token, classId } = await imports.courseWith(1);
  const file = `${listOf([student(), student()])}\nno address`;
  const refused = await imports.importFile(file, { classId, token });
  expect([refused.status, refused.counts]).toEqual(['refused', counts({ ready: 2, invalid: 1 })]);
  const query = { dryRun: 'true', skipInvalid: 'true' };
  const dry = await imports.importFile(file, { classId, token, query });
  expect([dry.status, dry.dryRun, dry.counts]).toEqual(['done', true, counts({ ready: 2, invalid: 1 })]);
  expect(await imports.enrolled(classId)).toEqual([]);
});

test('the same file again changes nothing; every enrolment has one event with the teacher as actor', async () => {
  const { token, classId } = await imports.courseWith(1);
  const people = Array.from({ length: 3 }, () => student());
  const first = await imports.importFile(listOf(people), { classId, token });
  expect(first.counts).toEqual(counts({ added: 3 }));
  const again = await imports.importFile(listOf(people), { classId, token, process: 1 });
  expect([again.status, again.counts]).toEqual(['done', counts({ already: 3 })]);
  const enrolments = await service.database
    .collection<{ _id: string; how: string; number: number }>('enrolments')
    .find({ classId })
    .toArray();
  expect(enrolments.map(({ how, number }) => [how, number])).toEqual(people.map(() => ['import', 1]));
  const added = { subject: events.enrolmentAdded.subject, data: { classId }, actor: { userId: first.createdBy } };
  await vi.waitFor(async () => {
    const ofClass = (await service.events()).filter(({ entityId }) => enrolments.some(({ _id }) => _id === entityId));
    expect(ofClass).toMatchObject(people.map(() => added));
  }, 10_000);
});

test('students of another class of the course are moved, or stay where move is false', async () => {
  const { token, classIds } = await imports.courseWith(2);
  const [from = '', to = ''] = classIds;
  const people = [student(), student()];
  await imports.importFile(listOf(people), { classId: from, token });
  for (const dryRun of ['true', 'false']) {
    const stay = await imports.importFile(listOf(people), { classId: to, token, query: { move: 'false', dryRun } });
    expect(stay.counts).toEqual(counts({ other_class: 2 }));
  }
  expect([await imports.enrolled(from), await imports.enrolled(to)].map(({ length }) => length)).toEqual([2, 0]);
  const moved = await imports.importFile(listOf(people), { classId: to, token });
  expect(moved.counts).toEqual(counts({ moved: 2 }));
  expect([await imports.enrolled(from), await imports.enrolled(to)].map(({ length }) => length)).toEqual([0, 2]);
});

test('accounts that are missing are made where that is wanted, once', async () => {
  const { token, classId } = await imports.courseWith(1);
  const file =
    'Name,Mail,Student ID\nNew One,new1@made.org,N-1\n,new2@made.org,\nNew Three,,N-3\nNew One,NEW1@made.org,';
  const options = { classId, token, query: { createMissing: 'true' } };
  const done = await imports.importFile(file, options);
  expect(done.counts).toEqual(counts({ created: 1, unknown: 2, duplicate: 1 }));
  const rows = await imports.rowsOf(options, done._id);
  expect(rows.map(({ problem }: { problem: string }) => problem)).toEqual([
    null,
    'There is no such account, and to make one takes a name.',
    'There is no such account, and to make one takes an e-mail address.',
    'The e-mail address stands in line 2 already.',
  ]);
  expect(await imports.enrolled(classId)).toEqual([rows[0].userId]);
  const again = await imports.importFile(file, options);
  expect(again.counts).toEqual(counts({ already: 1, unknown: 2, duplicate: 1 }));
});

test('two imports of one file at once, in two processes: everybody is in the class once', async () => {
  const { token, classId } = await imports.courseWith(1);
  const people = Array.from({ length: 1_200 }, () => student());
  const uploads = [0, 1].map((process) => imports.upload(listOf(people), { classId, token, process }));
  const done = await Promise.all(
    (await Promise.all(uploads)).map(({ body }) => imports.finish({ classId, token }, body.data._id)),
  );
  expect(done.map(({ status }) => status)).toEqual(['done', 'done']);
  const total = (result: string) => done.reduce((sum, one) => sum + one.counts[result], 0);
  expect([total('added'), total('already')]).toEqual([1_200, 1_200]);
  expect(await imports.enrolled(classId)).toEqual(people.map(({ _id }) => _id).toSorted());
}, 60_000);

test('a class that is archived before its import is done: failed, with a sentence', async () => {
  const { token, classId } = await imports.courseWith(1);
  const { queue: name } = jobs.rosterImport;
  const queue = new Queue(name, { prefix: queuePrefix(name), connection: { url: service.infra.redis.url } });
  await queue.pause();
  const { body } = await imports.upload(listOf([student()]), { classId, token });
  await service.call('PATCH', `/api/v1/classes/${classId}`, token, { archived: true });
  await queue.resume();
  await queue.close();
  const failed = await imports.finish({ classId, token }, body.data._id);
  expect(failed).toMatchObject({ status: 'failed', problem: 'The class was archived meanwhile.' });
  expect(await imports.enrolled(classId)).toEqual([]);
  const late = await imports.upload(listOf([student()]), { classId, token });
  expect([late.status, late.body.code]).toEqual([409, 'class_archived']);
});

describe('who may', () => {
  test('an administrator and the teachers of the class; nobody else, and no import of another class', async () => {
    const { token, classIds } = await imports.courseWith(2);
    const [classId = '', otherClass = ''] = classIds;
    const other = service.auth.token(service.auth.person('teacher'));
    const admin = service.auth.token(service.auth.person('admin'));
    const done = await imports.importFile(listOf([student()]), { classId, token: admin });
    const file = listOf([student()]);
    const refusals = [
      [await imports.upload(file, { classId, token: other }), 403, 'not_class_teacher'],
      [await imports.upload(file, { classId, token: service.auth.token(student()) }), 403, 'teacher_required'],
      [await imports.upload(file, { classId: 'f'.repeat(24), token }), 404, 'class_not_found'],
      [await imports.upload(file, { classId: '$ne', token }), 404, 'class_not_found'],
    ] as const;
    for (const [{ status, body }, expected, code] of refusals) expect([status, body.code]).toEqual([expected, code]);
    for (const rest of ['', '/rows']) {
      const get = (id: string, importId: string, who: string) =>
        service.call('GET', `/api/v1/classes/${id}/students/imports/${importId}${rest}`, who);
      expect((await get(classId, done._id, token)).status).toBe(200);
      expect((await get(classId, done._id, other)).body.code).toBe('not_class_teacher');
      expect((await get(otherClass, done._id, token)).body.code).toBe('import_not_found');
      expect((await get(classId, 'f'.repeat(24), token)).body.code).toBe('import_not_found');
      expect((await get(classId, '$ne', token)).body.code).toBe('import_not_found');
    }
  });
});

describe('bad files', () => {
  const tooMany = ['email', ...Array.from({ length: 100_001 }, (_, n) => `m${n}@a.org`)].join('\n');
  test.each<[string, string | Buffer, RegExp]>([
    ['another encoding', Buffer.from('email,name\na@a.org,J\xf6rg\n', 'latin1'), /^Line 2: .*not UTF-8/],
    ['100,001 rows', tooMany, /more than 100,000 rows/],
    [
      'neither address nor number',
      'name,phone\nAnn,1\n',
      /No column for the e-mail address or the student number .*name, phone/,
    ],
    ['no table', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), /neither a CSV file nor an Excel workbook/],
  ])('400 file_unreadable for %s', async (_, file, sentence) => {
    const { token, classId } = await imports.courseWith(1);
    const { status, body } = await imports.upload(file, { classId, token });
    expect([status, body.code]).toEqual([400, 'file_unreadable']);
    expect(body.details).toEqual([{ path: 'file', message: expect.stringMatching(sentence) }]);
  });

  test('413 for 50 MB, 415 for a picture, 400 for options that there are not', async () => {
    const { token, classId } = await imports.courseWith(1);
    const huge = await imports.upload(Buffer.alloc(50_000_000, 'x'), { classId, token });
    expect([huge.status, huge.body.code]).toEqual([413, 'payload_too_large']);
    expect((await imports.upload('x', { classId, token, type: 'image/png' })).status).toBe(415);
    const queries: Record<string, string>[] = [
      { move: 'yes' },
      { columns: '{"email":{"$ne":""}}' },
      { columns: '{' },
      { role: 'admin' },
    ];
    for (const query of queries) {
      const { body } = await imports.upload('email\n', { classId, token, query });
      expect(body.code).toBe('invalid_request');
    }
  });
});

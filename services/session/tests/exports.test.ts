import { recordSubject } from '@rollcall/service-kit/testing';
import mongoose from 'mongoose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inMs, openSeminar, type Seminar } from './excuse-helpers.ts';
import { classOf, type Export, held, openExporting, rowsOf } from './export-helpers.ts';
import { openHall, type TestHall } from './helpers.ts';

let hall: TestHall;
let exporting: ReturnType<typeof openExporting>;
let database: mongoose.Connection;
/** Holds processes between the file and what is noted of it. */
let gate: Promise<void> | undefined;
const reached: number[] = [];
const UNKNOWN = 'f'.repeat(24);

beforeAll(async () => {
  hall = await openHall({
    processes: 2,
    overrides: (process) => ({
      checkpoint: async (point) => {
        if (point !== 'export:after-file') return;
        reached.push(process);
        await gate;
      },
    }),
  });
  exporting = openExporting(hall);
  database = await mongoose.createConnection(hall.infra.mongodb.url, { dbName: 'rollcall-session' }).asPromise();
});
afterAll(async () => {
  await database.close();
  await hall.close();
});

describe('a class as a file', () => {
  let seminar: Seminar;
  beforeAll(async () => {
    seminar = openSeminar(hall, 4);
    await held(seminar, 'present', 'late', 'excused');
    await held(seminar, 'late', 'absent', 'excused');
    await held(seminar, 'absent');
    const cancelled = await seminar.start();
    await seminar.mark(cancelled, seminar.student, { status: 'present' });
    await seminar.asTeacher('POST', `/api/v1/sessions/${cancelled}/cancel`, { reason: 'Fire drill' });
    const running = await seminar.start();
    await seminar.mark(running, seminar.student, { status: 'present' });
  });

  test('CSV has a row for each student and ended session, and its making is told once', async () => {
    const events = await recordSubject(hall.infra.nats.url, 'evt.export.made');
    const made = await exporting.made(seminar.teacher, { ...classOf(seminar), bom: true });
    expect(made).toMatchObject({ what: 'class', ofId: seminar.classId, progress: { done: 3, total: 3 }, bom: true });
    expect(made.fileName).toMatch(/^attendance-physics-\d{4}-\d\d-\d\d\.csv$/);
    expect(made.response.headers.get('content-disposition')).toContain(`filename="${made.fileName}"`);
    expect(made.response.headers.get('content-type')).toContain('text/csv');
    expect(made.response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(made.file.subarray(0, 3)).toEqual(Buffer.from('\uFEFF'));
    const rows = await rowsOf(made.file);
    expect(rows).toHaveLength(12);
    const ofFirst = rows.filter((row) => row['Student id'] === seminar.student._id);
    expect(ofFirst.map(({ Status }) => Status)).toEqual(['present', 'late', 'absent']);
    expect(ofFirst[0]).toMatchObject({ Name: seminar.student.name, 'E-mail': seminar.student.email, Class: 'Physics' });
    await expect
      .poll(() => events.messages.map(({ data }) => data))
      .toContainEqual({
        ...{ exportId: made._id, what: 'class', ofId: seminar.classId, format: 'csv' },
      });
    expect(events.messages.filter(({ data }) => data.exportId === made._id)).toHaveLength(1);
    await events.close();
  });

  test('XLSX has the totals and the rate of each student before that', async () => {
    const { file } = await exporting.made(seminar.teacher, { ...classOf(seminar), format: 'xlsx' });
    expect(await rowsOf(file, 'Attendance')).toHaveLength(12);
    const summary = await rowsOf(file);
    const of = (n: number) => summary.find((row) => row['Student id'] === seminar.students[n]?._id);
    const counts = (...[Sessions, Present, Late, Absent, Excused, Rate]: string[]) => {
      return { Sessions, Present, Late, Absent, Excused, Rate };
    };
    expect(of(0)).toMatchObject(counts('3', '1', '1', '1', '0', (2 / 3).toPrecision(15)));
    expect(of(1)).toMatchObject(counts('3', '0', '1', '2', '0', (1 / 3).toPrecision(15)));
    expect(of(2)).toMatchObject(counts('3', '0', '0', '1', '2', '0'));
    expect(of(3)).toMatchObject(counts('3', '0', '0', '3', '0', '0'));
  });

  test('with nothing to divide by there is no rate', async () => {
    const free = openSeminar(hall, 1);
    await held(free, 'excused');
    const { file } = await exporting.made(free.teacher, { ...classOf(free), format: 'xlsx' });
    expect(await rowsOf(file)).toMatchObject([{ Sessions: '1', Excused: '1', Rate: '' }]);
  });

  test('of a time has the sessions that began in it', async () => {
    const sessions = (await seminar.asTeacher('GET', `/api/v1/sessions?classId=${seminar.classId}&status=ended`)).body
      .data;
    const began = (sessions.items as { startedAt: string }[]).map(({ startedAt }) => startedAt).toReversed();
    const range = { from: began[1], to: began[2] };
    expect(await rowsOf((await exporting.made(seminar.teacher, { ...classOf(seminar), ...range })).file)).toHaveLength(
      4,
    );
    const years = { from: '1999-01-01T00:00:00.000Z', to: '2099-01-01T00:00:00.000Z' };
    expect(await rowsOf((await exporting.made(seminar.teacher, { ...classOf(seminar), ...years })).file)).toHaveLength(
      12,
    );
    const none = await exporting.made(seminar.teacher, { ...classOf(seminar), from: inMs(60_000) });
    expect(await rowsOf(none.file)).toEqual([]);
    expect(none.progress).toEqual({ done: 0, total: 0 });
  });

  test('of somebody who is gone has the id', async () => {
    const ghost = { _id: 'b0ffffffffffffffffffffff', role: 'student' } as never;
    const other = openSeminar(hall, 1);
    hall.enrol(other.classId, ghost);
    await held(other, 'present');
    const rows = await rowsOf((await exporting.made(other.teacher, classOf(other))).file);
    expect(rows.find((row) => row['Student id'] === 'b0ffffffffffffffffffffff')).toMatchObject({
      Name: '',
      Status: 'absent',
    });
  });
});

describe('who may', () => {
  const refusal = async (person: Parameters<Seminar['as']>[0], body: object) => {
    const { status, body: said } = await exporting.ask(person, body);
    return [status, said.code];
  };

  test('have a class: who teaches it now, and administrators', async () => {
    const [seminar, other] = [openSeminar(hall), openSeminar(hall)];
    expect(await refusal(other.teacher, classOf(seminar))).toEqual([403, 'not_class_teacher']);
    expect(await refusal(seminar.student, classOf(seminar))).toEqual([403, 'teacher_required']);
    expect(await refusal(seminar.teacher, { what: 'class', ofId: UNKNOWN })).toEqual([404, 'class_not_found']);
    expect(await refusal(hall.auth.person('admin'), classOf(seminar))).toEqual([202, undefined]);
  });

  test('have a course: who teaches all its classes, and administrators', async () => {
    const [one, two] = [openSeminar(hall, 1), openSeminar(hall, 1)];
    const courseId = hall.createCourse(one.teacher, [one.classId, two.classId]);
    const asked = { what: 'course', ofId: courseId };
    expect(await refusal(one.teacher, asked)).toEqual([403, 'not_course_owner']);
    await held(one, 'present');
    await held(two, 'late');
    const admin = hall.auth.person('admin');
    expect(await rowsOf((await exporting.made(admin, asked)).file)).toHaveLength(2);
    hall.setTeachers(two.classId, [two.teacher, one.teacher]);
    expect(await rowsOf((await exporting.made(one.teacher, asked)).file)).toHaveLength(2);
    expect(await refusal(two.teacher, asked)).toEqual([403, 'not_course_owner']);
    expect(await refusal(admin, { what: 'course', ofId: UNKNOWN })).toEqual([404, 'course_not_found']);
    const empty = { what: 'course', ofId: hall.createCourse(one.teacher, []) };
    expect(await refusal(two.teacher, empty)).toEqual([403, 'not_course_owner']);
    expect(await rowsOf((await exporting.made(one.teacher, empty)).file)).toEqual([]);
  });

  test('have all: administrators', async () => {
    const { teacher } = openSeminar(hall);
    expect(await refusal(teacher, { what: 'institution' })).toEqual([403, 'admin_required']);
    const { file } = await exporting.made(hall.auth.person('admin'), { what: 'institution', format: 'xlsx' });
    const all = await database.collection('sessions').countDocuments({ status: 'ended' });
    expect(new Set((await rowsOf(file, 'Attendance')).map((row) => row['Began (UTC)'])).size).toBeGreaterThan(1);
    expect(all).toBeGreaterThan(3);
  });

  test('see an export: who asked for it, newest first', async () => {
    const seminar = openSeminar(hall);
    hall.setTeachers(seminar.classId, [seminar.teacher, hall.auth.person('teacher')]);
    const made: string[] = [];
    for (const format of ['csv', 'xlsx', 'csv'])
      made.push((await exporting.made(seminar.teacher, { ...classOf(seminar), format }))._id);
    const list = async (query = '') => (await seminar.asTeacher('GET', `/api/v1/exports?${query}`)).body.data;
    expect((await list()).items.map(({ _id }: Export) => _id)).toEqual(made.toSorted().toReversed());
    const first = await list('limit=2');
    const second = await list(`limit=2&cursor=${first.nextCursor}`);
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([2, 1, null]);
    const admin = seminar.as(hall.auth.person('admin'));
    expect((await admin('GET', `/api/v1/exports/${made[0]}`)).body.code).toBe('export_not_found');
    expect((await admin('GET', '/api/v1/exports')).body.data.items).toEqual([]);
  });
});

test.each<[why: string, body: object]>([
  ['a class without an id', { what: 'class' }],
  ['the institution with an id', { what: 'institution', ofId: UNKNOWN }],
  ['a time backwards', { what: 'institution', from: inMs(1_000), to: inMs(0) }],
  ['no time at all', { what: 'institution', from: '2026-03-02T08:00:00.000Z', to: '2026-03-02T08:00:00.000Z' }],
  ['an unknown format', { what: 'institution', format: 'pdf' }],
  ['an operator', { what: 'class', ofId: { $gt: '' } }],
  ['a mark that is no boolean', { what: 'institution', bom: 'true' }],
  ['an unknown key', { what: 'institution', classIds: [] }],
])('%s is refused', async (_, body) => {
  const answer = await exporting.ask(hall.auth.person('admin'), body);
  expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
});

describe('asked again', () => {
  test('before it is there, at once and in any process, it is the same export; afterwards another one', async () => {
    const seminar = openSeminar(hall);
    await held(seminar, 'present');
    const { promise, resolve: open } = Promise.withResolvers<void>();
    gate = promise;
    const [token, body] = [hall.auth.token(seminar.teacher), { ...classOf(seminar), format: 'csv' }];
    // Known in both processes, so that the requests are really at once.
    for (const process of [0, 1]) await hall.call(token, 'GET', '/api/v1/exports', undefined, process);
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) => hall.call(token, 'POST', '/api/v1/exports', body, n % 2)),
    );
    const ids = new Set(answers.map(({ body }) => body.data._id));
    expect(ids.size).toBe(1);
    const other = await exporting.ask(seminar.teacher, { ...classOf(seminar), format: 'xlsx' });
    expect(ids.has(other.body.data._id)).toBe(false);
    const [exportId = ''] = ids;
    await expect.poll(async () => (await exporting.get(seminar.teacher, exportId)).status).toBe('running');
    expect(await exporting.get(seminar.teacher, exportId)).toMatchObject({ url: null, expiresAt: null });
    open();
    gate = undefined;
    await expect.poll(async () => (await exporting.get(seminar.teacher, exportId)).status).toBe('done');
    expect((await exporting.ask(seminar.teacher, classOf(seminar))).body.data._id).not.toBe(exportId);
  });

  test('eleven at once are too many', async () => {
    const seminar = openSeminar(hall);
    const { promise, resolve: open } = Promise.withResolvers<void>();
    gate = promise;
    const ask = (n: number) => exporting.ask(seminar.teacher, { ...classOf(seminar), from: inMs(-n * 60_000) });
    for (let n = 0; n < 10; n += 1) expect((await ask(n)).status).toBe(202);
    expect(await ask(10)).toMatchObject({ status: 409, body: { code: 'too_many_exports' } });
    open();
    gate = undefined;
    await expect
      .poll(() => database.collection('exports').countDocuments({ unfinished: true }), { timeout: 10_000 })
      .toBe(0);
  });
});

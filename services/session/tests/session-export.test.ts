import { recordSubject } from '@rollcall/service-kit/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSeminar, type Seminar } from './excuse-helpers.ts';
import { openExporting, rowsOf } from './export-helpers.ts';
import { openHall, type TestHall } from './helpers.ts';

let hall: TestHall;
let seminar: Seminar;
let sessionId: string;
let exporting: ReturnType<typeof openExporting>;

const nasty = [
  '=HYPERLINK("http://a.example","b")',
  '+49 30',
  '-5',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  'Ann, "the" ;first\nand last',
  'אבג '.repeat(50),
  '\u202eevil',
];

beforeAll(async () => {
  hall = await openHall();
  exporting = openExporting(hall);
  const teacher = hall.auth.person('teacher');
  const students = nasty.map((name, n) =>
    hall.auth.person('student', { name, email: `s${n}@example.org`, studentNumber: n === 0 ? '=1+1' : `00${n}` }),
  );
  seminar = { ...openSeminar(hall, 0) };
  const classId = hall.createClass(teacher, students, { courseName: null });
  const as = seminar.as(teacher);
  sessionId = (await as('POST', '/api/v1/sessions', { classId })).body.data._id;
  seminar = { ...seminar, teacher, students, classId, student: students[0] as never, asTeacher: as };
  const mark = (n: number, status: string) =>
    as('PUT', `/api/v1/sessions/${sessionId}/records/${students[n]?._id}`, { status });
  await mark(0, 'present');
  await mark(1, 'late');
  await as('POST', `/api/v1/sessions/${sessionId}/rounds`);
  await mark(1, 'excused');
});
afterAll(() => hall.close());

test('while it runs, who is not marked is there with nothing', async () => {
  const rows = await rowsOf(Buffer.from(await (await exporting.direct(seminar.teacher, sessionId)).arrayBuffer()));
  expect(rows).toHaveLength(2 * nasty.length);
  expect(rows.filter(({ Status }) => Status === '')).toHaveLength(2 * nasty.length - 3);
});

describe('of a session that has ended', () => {
  beforeAll(async () => {
    await seminar.asTeacher('POST', `/api/v1/sessions/${sessionId}/end`);
  });

  test('CSV has a row for each student and round, nothing in it a formula', async () => {
    const events = await recordSubject(hall.infra.nats.url, 'evt.export.made');
    const response = await exporting.direct(seminar.teacher, sessionId, 'format=csv&bom=true');
    expect(response.headers.get('content-type')).toContain('text/csv');
    expect(response.headers.get('content-disposition')).toMatch(/filename="attendance-physics-\d{4}-\d\d-\d\d\.csv"/);
    const text = Buffer.from(await response.arrayBuffer()).toString();
    expect(text.startsWith('\uFEFFName,E-mail,Student number,Result,Round,Status,')).toBe(true);
    // Each row ends so, and nothing else does: within cells are a LF and, of a name, a CR.
    expect(text.split('\r\n')).toHaveLength(2 * nasty.length + 2);
    const rows = await rowsOf(Buffer.from(text));
    expect(rows).toHaveLength(2 * nasty.length);
    for (const row of rows) for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    const first = rows.filter((row) => row['E-mail'] === 's0@example.org');
    expect(first).toMatchObject([
      {
        Name: `'${nasty[0]}`,
        'Student number': "'=1+1",
        Result: 'present',
        Round: '1',
        Status: 'present',
        Method: 'manual',
      },
      { Result: 'present', Round: '2', Status: 'absent', Method: 'machine' },
    ]);
    await expect
      .poll(() => events.messages)
      .toMatchObject([{ data: { what: 'session', ofId: sessionId, format: 'csv' } }]);
    await events.close();
    const bare = await (await exporting.direct(seminar.teacher, sessionId)).text();
    expect(bare.startsWith('Name,')).toBe(true);
  });

  test('XLSX has a sheet for each round and one with the results, texts as they are', async () => {
    const response = await exporting.direct(seminar.teacher, sessionId, 'format=xlsx');
    const file = Buffer.from(await response.arrayBuffer());
    const summary = await rowsOf(file, 'Summary');
    expect(summary.map(({ Name }) => Name).toSorted()).toEqual(nasty.toSorted());
    const second = summary.find((row) => row['E-mail'] === 's1@example.org');
    expect(second).toMatchObject({
      Result: 'late',
      'Rounds late': '1',
      'Rounds excused': '1',
      'Student number': '001',
    });
    const ofRounds = [await rowsOf(file, 'Round 1'), await rowsOf(file, 'Round 2')];
    expect(ofRounds.map((rows) => rows.find((row) => row['E-mail'] === 's1@example.org')?.Status)).toEqual([
      'late',
      'excused',
    ]);
    expect(ofRounds[0]?.[0]?.['Recorded (UTC)']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
    await expect(rowsOf(file, 'Round 3')).rejects.toThrow();
  });

  test('is for the teachers of the class and administrators', async () => {
    const statusAs = async (person: Parameters<Seminar['as']>[0], id = sessionId, query = '') =>
      (await exporting.direct(person, id, query)).status;
    expect(await statusAs(hall.auth.person('admin'))).toBe(200);
    expect(await statusAs(hall.auth.person('teacher'))).toBe(403);
    expect(await statusAs(seminar.student)).toBe(403);
    expect(await statusAs(seminar.teacher, 'f'.repeat(24))).toBe(404);
    for (const query of ['format=pdf', 'bom=1', 'format[$ne]=csv', 'x=1']) {
      expect([query, await statusAs(seminar.teacher, sessionId, query)]).toEqual([query, 400]);
    }
  });

  test("is in nobody's list of exports", async () => {
    await exporting.direct(seminar.teacher, sessionId);
    expect((await seminar.asTeacher('GET', '/api/v1/exports')).body.data).toEqual({ items: [], nextCursor: null });
  });
});

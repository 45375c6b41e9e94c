import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectFailure } from './failures.ts';
import { type ClassTest, openClassService } from './helpers.ts';

let service: ClassTest;
let token: string;
let classId: string;
let studentId: string;
beforeAll(async () => {
  service = await openClassService();
  const taught = await service.classWith(0);
  token = taught.teacherToken;
  classId = taught.classId;
  studentId = service.auth.person('student')._id;
});
afterAll(() => service.close());

const documents = () =>
  Promise.all(['classes', 'enrolments'].map((name) => service.database.collection(name).countDocuments()));
const OPERATOR = { $ne: '' };

const names: [string, unknown][] = [
  ['missing', undefined],
  ['null', null],
  ['a number', 7],
  ['an operator', OPERATOR],
  ['an array', ['Physics']],
  ['empty', ''],
  ['blank', ' \t\n'],
  ['of 201 characters', 'x'.repeat(201)],
  ['with a lone surrogate', '\ud800 Physics'],
];
const studentIds: [string, unknown][] = [
  ['missing', undefined],
  ['null', null],
  ['a number', 7],
  ['an operator', OPERATOR],
  ['an array', ['b'.repeat(24)]],
  ['of 23 digits', 'b'.repeat(23)],
  ['of 25 digits', 'b'.repeat(25)],
  ['not hexadecimal', 'z'.repeat(24)],
  ['followed by a line break', `${'b'.repeat(24)}\n`],
];
const bodies: [string, unknown][] = [
  ['nothing', undefined],
  ['malformed JSON', '{"className": "Phys'],
  ['a form', 'className=Physics'],
  ['null', 'null'],
  ['a number', '7'],
  ['an array', '[]'],
  ['deep nesting', `${'['.repeat(20_000)}${']'.repeat(20_000)}`],
  ['__proto__', '{"__proto__": {"className": "Physics", "studentId": "x"}}'],
];

describe.each([
  { name: 'POST /class', path: () => '/class', key: 'className', values: names },
  { name: 'POST /api/v1/classes', path: () => '/api/v1/classes', key: 'className', values: names },
  {
    name: 'POST /class/:id/add-student',
    path: () => `/class/${classId}/add-student`,
    key: 'studentId',
    values: studentIds,
  },
  {
    name: 'POST /api/v1/classes/:id/students',
    path: () => `/api/v1/classes/${classId}/students`,
    key: 'studentId',
    values: studentIds,
  },
])('$name', ({ path, key, values }) => {
  test(`400, and nothing is stored, for any other ${key}`, async () => {
    const before = await documents();
    for (const [what, value] of values) {
      const answer = await service.call('POST', path(), token, { [key]: value });
      expect.soft(answer.status, what).toBe(400);
      expectFailure(answer, 'schema');
    }
    expect(await documents()).toEqual(before);
  });

  test('400, and nothing is stored, for any other body', async () => {
    const before = await documents();
    for (const [what, body] of bodies) {
      const answer = await service.call('POST', path(), token, body);
      expect.soft(answer.status, what).toBe(400);
      expectFailure(answer, 'schema');
    }
    expect(await documents()).toEqual(before);
  });

  test('413 for a megabyte', async () => {
    expectFailure(await service.call('POST', path(), token, { [key]: 'x'.repeat(1_000_000) }), 'tooLarge');
  });

  test('404 for other methods', async () => {
    for (const method of ['PUT', 'PATCH', 'DELETE']) {
      expectFailure(await service.call(method, path(), token), 'nothingHere');
    }
  });
});

test('classic routes ignore unknown keys, those of /api/v1 refuse them', async () => {
  const odd = { className: 'Physics', studentId, $where: '1', teacherId: 'f'.repeat(24), 'a.b': 1 };
  const created = await service.call('POST', '/class', token, odd);
  expect(created).toMatchObject({ status: 201, body: { data: { className: 'Physics' } } });
  expect(created.body.data.teacherId).not.toBe(odd.teacherId);
  expect((await service.call('POST', `/class/${classId}/add-student`, token, odd)).status).toBe(200);
  expectFailure(await service.call('POST', '/api/v1/classes', token, odd), 'schema');
  expectFailure(await service.call('POST', `/api/v1/classes/${classId}/students`, token, odd), 'schema');
});

test.each(['x'.repeat(200), '🎓 Größe', '{"$gt": ""}', '$where', '<script>'])(
  'a name of people stays as it is: %j',
  async (className) => {
    const created = await service.call('POST', '/class', token, { className });
    const read = await service.call('GET', `/class/${created.body.data._id}`, token);
    expect(read.body.data.className).toBe(className);
  },
);

import mongoose from 'mongoose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { searchFilter, type UserSearch } from '../src/store/user-search.ts';
import { type Answer, openAuth, type TestAuth } from './helpers.ts';
import { ADMIN, adminEnv } from './import-helpers.ts';

let auth: TestAuth;
let token: string;
beforeAll(async () => {
  auth = await openAuth({ processes: 1, env: adminEnv });
  token = await auth.logIn(ADMIN.email, ADMIN.password);
  for (const person of people) {
    const body = { role: 'student', ...person };
    expect((await auth.call('POST /api/v1/users', { token, body })).status).toBe(201);
  }
});
afterAll(() => auth.close());

const people = [
  { name: 'Émile Zola', email: 'emile@search.org', studentNumber: 'A-100' },
  { name: 'Jörg Müller-Lüdenscheidt', email: 'j.mueller@search.org', username: 'joerg' },
  { name: "Sinéad O'Connor", email: 'sinead+test@search.org' },
  { name: 'İpek Işık', email: 'ipek@search.org', role: 'teacher' },
  { name: 'Ann (a.b*c) [x] ^$ \\d', email: 'regex@search.org' },
  { name: '李 小龍', email: 'bruce@search.org' },
  { name: 'ﬁne ＷＩＤＥ', email: 'wide@search.org' },
];

const list = (query: Record<string, string>, path = 'users') =>
  auth.call(`GET /api/v1/${path}?${new URLSearchParams(query)}`, { token });

async function found(search: string, more: Record<string, string> = {}): Promise<string[]> {
  const { status, body } = await list({ search, ...more });
  expect(status).toBe(200);
  return body.data.items.map(({ email }: { email: string }) => email.split('@')[0]);
}

describe('a search finds', () => {
  test.each([
    ['without accents', 'emile', ['emile']],
    ['with other accents and case', 'ÈMÍLE ZÖLA', ['emile']],
    ['by the beginnings of words in any order', 'zo em', ['emile']],
    ['by the second part of a name', 'ludens', ['j.mueller']],
    ['by what follows an apostrophe', 'connor', ['sinead+test']],
    ['with the apostrophe', "o'con", ['sinead+test']],
    ['by e-mail', 'J.MUE', ['j.mueller']],
    ['by username', 'joerg', ['j.mueller']],
    ['by student number', 'a-1', ['emile']],
    ['a Turkish name', 'ipek', ['ipek']],
    ['a Chinese name', '李', ['bruce']],
    ['wide letters and ligatures', 'fine wide', ['wide']],
    ['by characters of patterns', '(a.b*c) [x] ^$ \\d', ['regex']],
    ['nobody by a pattern', '.*', []],
    ['nobody by the middle of a word', 'ola', []],
    ['nobody by an operator', '{"$ne":""}', []],
    ['nobody when one word is of somebody else', 'emile joerg', []],
    ['nobody by a zero byte in a word', 'em\0zz', []],
    ['nobody by half a character', '\ud83d', []],
  ])('%s: %s', async (_, search, emails) => {
    expect(await found(search)).toEqual(emails);
  });

  test('all for blanks and a zero byte alone', async () => {
    for (const search of ['', '  ', '\0']) expect(await found(search)).toHaveLength(people.length + 1);
  });

  test('by role and state besides', async () => {
    expect(await found('', { role: 'teacher' })).toEqual(['ipek']);
    expect(await found('ipek', { role: 'student' })).toEqual([]);
    await auth.collection('users').updateOne({ emailKey: 'wide@search.org' }, { $set: { disabled: true } });
    expect(await found('', { disabled: 'true' })).toEqual(['wide']);
    expect(await found('', { disabled: 'false', role: 'student' })).not.toContain('wide');
  });
});

test('GET /api/v1/students: teachers find students who may log in, id, name and e-mail alone', async () => {
  const teacher = await auth.logIn((await auth.person('teacher')).email);
  const answer = await auth.call('GET /api/v1/students?search=emile', { token: teacher });
  expect(answer.body.data).toEqual({
    items: [{ _id: expect.any(String), name: 'Émile Zola', email: 'emile@search.org' }],
    nextCursor: null,
  });
  for (const search of ['ipek', 'wide']) {
    const { data } = (await auth.call(`GET /api/v1/students?search=${search}`, { token: teacher })).body;
    expect(data.items).toEqual([]);
  }
  const student = await auth.logIn((await auth.person('student')).email);
  for (const other of [student, token]) {
    expect((await auth.call('GET /api/v1/students', { token: other })).body.code).toBe('teacher_required');
  }
});

test('pages are in the order of names, complete, and hold none twice, though names are the same and somebody is new', async () => {
  const names = Array.from({ length: 60 }, (_, n) => ['Same Name', 'Ärger', 'zebra', '李'][n % 4] ?? '');
  const documents = names.map((name, n) => ({ name, email: `page${n}@pages.org` }));
  for (const body of documents) await auth.call('POST /api/v1/users', { token, body: { role: 'student', ...body } });
  const long = { name: `Zz ${'😀'.repeat(90)}`, email: 'page-long@pages.org', role: 'student' };
  await auth.call('POST /api/v1/users', { token, body: long });
  const seen: { name: string; email: string }[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { status, body }: Answer = await list({ search: 'page', limit: '7', ...(cursor && { cursor }) });
    expect(status).toBe(200);
    seen.push(...body.data.items);
    cursor = body.data.nextCursor;
    if (seen.length === 14) {
      const early = { name: 'Aaa', email: 'page-early@pages.org', role: 'student' };
      await auth.call('POST /api/v1/users', { token, body: early });
    }
  }
  const emails = seen.map(({ email }) => email);
  expect(emails.toSorted()).toEqual([...documents.map(({ email }) => email), long.email].toSorted());
  const order = [...new Set(seen.map(({ name }) => name))];
  expect(order).toEqual(['Ärger', 'Same Name', 'zebra', long.name, '李']);
});

test.each(['x', '!!!', 'bnVsbA', 'W10', 'WyJhIl0', 'eyIkbmUiOiIifQ', 'a'.repeat(1_001)])(
  '400 for the cursor %s',
  async (cursor) => {
    const answer = await list({ cursor });
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
  },
);

test.each(['limit=0', 'limit=201', 'role=root', 'disabled=1', 'search[$ne]=', '$where=1', `search=${'x'.repeat(101)}`])(
  '400 for %s',
  async (query) => {
    const answer = await auth.call(`GET /api/v1/users?${query}`, { token });
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
  },
);

type Query = [filter: Record<string, unknown>, sort: Record<string, 1>];

test('every kind of search, and finding by a unique key, goes by an index', async () => {
  const client = await mongoose.mongo.MongoClient.connect(auth.infra.mongodb.url);
  const users = client.db('rollcall-auth').collection('users');
  const searches: UserSearch[] = [
    { limit: 10 },
    { limit: 10, search: 'emile zola' },
    { limit: 10, search: 'a-1', role: 'student', disabled: false },
    { limit: 10, role: 'admin', after: { nameKey: 'b', _id: '0'.repeat(24) } },
    { limit: 10, after: { nameKey: null, _id: '0'.repeat(24) } },
  ];
  const filters = searches.map((search): Query => [searchFilter(search), { nameKey: 1, _id: 1 }]);
  const keys = ['emailKey', 'usernameKey', 'studentNumber'].map((key): Query => [{ [key]: { $in: ['a', 'b'] } }, {}]);
  for (const [filter, sort] of [...filters, ...keys]) {
    const { queryPlanner } = await users
      .find(filter as object)
      .sort(sort)
      .limit(10)
      .explain('queryPlanner');
    const plan = JSON.stringify(queryPlanner.winningPlan);
    expect([filter, plan.includes('IXSCAN'), plan.includes('COLLSCAN')]).toEqual([filter, true, false]);
  }
  await client.close();
});

import { migrateDatabase } from '@rollcall/service-kit';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { databaseSchema } from '../src/index.ts';
import { type Answer, openAuth, PASSWORD, type TestAuth } from './helpers.ts';
import { ADMIN, adminEnv } from './import-helpers.ts';

let auth: TestAuth;
let admin: string;
beforeAll(async () => {
  auth = await openAuth({ processes: 1, env: adminEnv });
  admin = await auth.logIn(ADMIN.email, ADMIN.password);
});
afterAll(() => auth.close());

const migrate = () =>
  migrateDatabase(
    'auth',
    { MONGODB_URL: auth.infra.mongodb.url, MONGODB_DATABASE_PREFIX: 'rollcall-' },
    databaseSchema,
  );
const userOf = (_id: string) => auth.collection('users').findOne({ _id });
const sessionsOf = (userId: string) => auth.collection('logInSessions').find({ userId }).toArray();
const status = async (token: string) => (await auth.call('GET /me', { token })).status;
const asAdmin = (line: string, body?: unknown) => auth.call(line, { token: admin, body });
const found = async (search: string) =>
  (await asAdmin(`GET /api/v1/users?search=${search}`)).body.data.items.map(({ _id }: { _id: string }) => _id);

/** Somebody with a log-in, as the release before wrote both. */
async function oldPerson(name: string) {
  const { _id, email } = await auth.person('student', { name });
  const { token } = (await auth.call('POST /login', { body: { email, password: PASSWORD } })).body;
  await auth
    .collection('users')
    .updateOne({ _id }, { $set: { schemaVersion: 1 }, $unset: { nameKey: 1, searchKeys: 1, credentialsVersion: 1 } });
  const unset = { lastUsedAt: 1, expiresAt: 1, maxExpiresAt: 1, credentialsVersion: 1, refresh: 1 } as const;
  await auth.collection('logInSessions').updateMany({ userId: _id }, { $set: { schemaVersion: 1 }, $unset: unset });
  return { _id, email, token: String(token) };
}

/** What people and administrators do with an account, whatever its version. */
async function expectToWork({ _id, email, token }: { _id: string; email: string; token: string }) {
  expect(await status(token)).toBe(200);
  expect((await auth.call('GET /api/v1/auth/sessions', { token })).body.data.items).toHaveLength(1);
  expect((await asAdmin(`GET /api/v1/users/${_id}`)).body.data).toMatchObject({ _id, email, disabled: false });
  const again = await auth.logIn(email);
  expect(await status(again)).toBe(200);
  expect((await asAdmin(`PATCH /api/v1/users/${_id}`, { role: 'teacher' })).status).toBe(200);
  await vi.waitFor(async () => expect([await status(token), await status(again)]).toEqual([401, 401]));
}

test('documents of version 1 work before they are raised, and are listed page by page', async () => {
  const old = [await oldPerson('Olaf'), await oldPerson('Olga'), await oldPerson('Ole')];
  const listed: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body }: Answer = await asAdmin(`GET /api/v1/users?limit=1${cursor && `&cursor=${cursor}`}`);
    listed.push(...body.data.items.map(({ _id }: { _id: string }) => _id));
    cursor = body.data.nextCursor;
  }
  expect(listed).toHaveLength(4);
  expect(listed.slice(0, 3).toSorted()).toEqual(old.map(({ _id }) => _id).toSorted());
  for (const person of old.slice(0, 1)) await expectToWork(person);
});

test('the migration raises users and sessions; both work as before, and are found', async () => {
  const [early, late] = [await oldPerson('Élodie Früh'), await oldPerson('Zed Late')];
  const edited = await oldPerson('Edith');
  await asAdmin(`PATCH /api/v1/users/${edited._id}`, { username: 'edith.e', role: 'teacher' });
  const sessions = auth.collection('logInSessions');
  await sessions.createIndex({ tokenExpiresAt: 1 }, { expireAfterSeconds: 604_800 });

  const { changed } = await migrate();

  expect(changed['users-2-search']).toBeGreaterThanOrEqual(3);
  expect(await userOf(early._id)).toMatchObject({
    schemaVersion: 2,
    nameKey: 'elodie fruh',
    searchKeys: expect.arrayContaining(['elodie', 'fruh', early.email]),
    credentialsVersion: 0,
  });
  expect(await userOf(edited._id)).toMatchObject({
    credentialsVersion: 1,
    searchKeys: expect.arrayContaining(['edith.e']),
  });
  const [session] = await sessionsOf(early._id);
  const times = {
    lastUsedAt: session?.createdAt,
    expiresAt: session?.tokenExpiresAt,
    maxExpiresAt: session?.tokenExpiresAt,
  };
  expect(session).toMatchObject({ schemaVersion: 2, credentialsVersion: 0, ...times });
  const indexes = (await sessions.indexes()).map(({ name }) => name);
  expect(indexes).not.toContain('tokenExpiresAt_1');
  expect(indexes).toContain('expiresAt_1');

  expect(await found('elodie')).toEqual([early._id]);
  await expectToWork(early);
  await expectToWork(late);
  expect(Object.values((await migrate()).changed)).toEqual([0, 0, 0]);
});

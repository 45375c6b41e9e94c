import { type EventName, events } from '@rollcall/contracts';
import type { Bus } from '@rollcall/service-kit';
import { connectTestBus, type MailServer, startMailServer } from '@rollcall/service-kit/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { failure, openAuth, PASSWORD, type TestAuth } from './helpers.ts';

let auth: TestAuth;
let bus: Bus;
let mailServer: MailServer;
let admin: { _id: string; token: string };
let published: { subject: string; envelope: { id: string; actor: unknown; data: Record<string, unknown> } }[];
const ADMIN = { email: 'admin@example.org', password: 'admin secret' };

beforeAll(async () => {
  mailServer = await startMailServer();
  const firstAdmin = { FIRST_ADMIN_EMAIL: ADMIN.email, FIRST_ADMIN_PASSWORD: ADMIN.password };
  auth = await openAuth({ env: { ...firstAdmin, SMTP_URL: mailServer.url, MAIL_FROM: 'rollcall@example.org' } });
  bus = await connectTestBus(auth.infra.nats.url);
  published = [];
  bus.connection.subscribe('evt.user.>', {
    callback: (_, message) => published.push({ subject: message.subject, envelope: message.json() }),
  });
  await bus.connection.flush();
  const user = await auth.collection('users').findOne({ emailKey: ADMIN.email });
  admin = { _id: String(user?._id), token: await auth.logIn(ADMIN.email, ADMIN.password) };
});
beforeEach(async () => {
  await auth.collection('users').deleteMany({ role: 'admin', _id: { $ne: admin._id } });
});
afterAll(async () => {
  await bus.close();
  await auth.close();
  await mailServer.close();
});

const asAdmin = (line: string, body?: unknown, process = 0) => auth.call(line, { token: admin.token, body, process });
const edit = (id: string, body: unknown, process = 0) => asAdmin(`PATCH /api/v1/users/${id}`, body, process);
const statusOf = async (token: string, process: number) => (await auth.call('GET /me', { token, process })).status;

/** The data of an event about somebody, once it is published. */
async function eventOf(name: EventName, userId: string) {
  return vi.waitFor(() => {
    const found = published.filter(
      ({ subject, envelope }) => subject === events[name].subject && envelope.data.userId === userId,
    );
    // An outbox publishes at least once: the same event may be heard again.
    const byId = new Map(found.map(({ envelope }) => [envelope.id, envelope]));
    expect(byId.size).toBe(1);
    return [...byId.values()][0];
  }, 10_000);
}

const newUser = (change: Record<string, unknown> = {}) => ({
  name: 'Ada Byron',
  email: `${crypto.randomUUID()}@example.org`,
  role: 'student',
  ...change,
});

async function create(change: Record<string, unknown> = {}) {
  const answer = await asAdmin('POST /api/v1/users', newUser({ password: PASSWORD, ...change }));
  expect(answer.status).toBe(201);
  return answer.body.data as { _id: string; email: string };
}

describe('POST /api/v1/users', () => {
  test('201 with a password: that person can log in, and the event names the administrator', async () => {
    const shown = newUser({ username: 'Ada.B', studentNumber: 'S-1', role: 'teacher' });
    const answer = await asAdmin('POST /api/v1/users', { ...shown, password: PASSWORD });
    expect([answer.status, answer.body.data]).toEqual([
      201,
      {
        ...shown,
        _id: expect.any(String),
        createdAt: expect.any(String),
        lastLogInAt: null,
        disabled: false,
        hasPassword: true,
      },
    ]);
    await auth.logIn(shown.email, PASSWORD);
    expect(await eventOf('userCreated', answer.body.data._id)).toMatchObject({
      actor: { userId: admin._id, role: 'admin' },
      data: { role: 'teacher' },
    });
  });

  test('201 without a password: a link to set one is mailed, and works', async () => {
    const { email } = (await asAdmin('POST /api/v1/users', newUser())).body.data;
    const mail = await vi.waitFor(() => {
      const found = mailServer.mails.find(({ recipients }) => recipients.includes(email));
      if (!found) throw new Error('no mail yet');
      return found;
    }, 10_000);
    const token = /#([\w-]+)/.exec(mail.parsed.text ?? '')?.[1];
    const set = await auth.call('POST /api/v1/auth/reset-password', { body: { token, password: 'my own secret' } });
    expect(set.status).toBe(200);
    await auth.logIn(email, 'my own secret');
  });

  test('400 for what somebody has: address, username in another case, student number', async () => {
    const taken = newUser({ username: 'taken.name', studentNumber: 'S-7' });
    await asAdmin('POST /api/v1/users', taken);
    const codes = [];
    for (const change of [
      { email: taken.email.toUpperCase() },
      { username: 'TAKEN.name' },
      { studentNumber: ' S-7 ' },
    ]) {
      codes.push((await asAdmin('POST /api/v1/users', newUser(change))).body.code);
    }
    expect(codes).toEqual(['email_taken', 'username_taken', 'student_number_taken']);
  });

  test.each([{ role: 'root' }, { email: { $ne: '' } }, { name: '' }, { passwordHash: 'x' }, { username: 'a b' }])(
    '400 for %j',
    async (change) => {
      const answer = await asAdmin('POST /api/v1/users', newUser(change));
      expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
    },
  );
});

describe('PATCH /api/v1/users/:id', () => {
  test('200 for all at once, in one write, with an event each', async () => {
    const { _id } = await create({ username: 'before' });
    const change = { name: 'Ada Lovelace', username: null, studentNumber: 'S-2', role: 'teacher', disabled: true };
    const answer = await edit(_id, { ...change, reason: 'she has left' });
    expect(answer.body.data).toMatchObject(change);
    const actor = { userId: admin._id, role: 'admin' };
    const why = 'she has left';
    const fields = ['name', 'username', 'studentNumber'];
    expect(await eventOf('userEdited', _id)).toMatchObject({ actor, data: { fields, why } });
    expect(await eventOf('userRoleChanged', _id)).toMatchObject({
      actor,
      data: { from: 'student', to: 'teacher', why },
    });
    expect(await eventOf('userDisabled', _id)).toMatchObject({ actor, data: { why } });
    await edit(_id, { disabled: false });
    expect((await eventOf('userEnabled', _id))?.data).toEqual({ userId: _id });
    await create({ username: 'before' });
  });

  test('200 without a change: no event, and the log-ins stay', async () => {
    const { _id, email } = await create();
    const token = await auth.logIn(email);
    const before = await auth.collection('users').findOne({ _id });
    expect((await edit(_id, { role: 'student', disabled: false })).status).toBe(200);
    expect(await auth.collection('users').findOne({ _id })).toEqual(before);
    expect(await statusOf(token, 1)).toBe(200);
  });

  test('400 when one of several things is taken: nothing is changed, and the log-ins stay', async () => {
    await create({ username: 'not.free' });
    const { _id, email } = await create();
    const token = await auth.logIn(email);
    const before = await auth.collection('users').findOne({ _id });
    const answer = await edit(_id, { name: 'Half', role: 'teacher', username: 'Not.Free' });
    expect([answer.status, answer.body.code]).toEqual([400, 'username_taken']);
    expect(await auth.collection('users').findOne({ _id })).toEqual(before);
    expect(await statusOf(token, 0)).toBe(200);
  });

  test('200 for edits of different fields at once: none is lost, and the search knows them all', async () => {
    const { _id } = await create();
    const answers = await Promise.all([
      edit(_id, { name: 'Grace Hopper' }, 0),
      edit(_id, { studentNumber: 'S-at-once' }, 1),
      edit(_id, { username: 'at-once' }, 0),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    for (const search of ['grace hop', 's-at-once', 'at-once']) {
      const { items } = (await asAdmin(`GET /api/v1/users?search=${search}`)).body.data;
      expect(items).toMatchObject([{ _id, name: 'Grace Hopper', username: 'at-once', studentNumber: 'S-at-once' }]);
    }
  });

  test('disabling ends all log-ins in both processes; then the right password is as wrong as any', async () => {
    const { _id, email } = await create();
    const tokens = [await auth.logIn(email), await auth.logIn(email)];
    for (const token of tokens) expect([await statusOf(token, 0), await statusOf(token, 1)]).toEqual([200, 200]);
    expect((await edit(_id, { disabled: true })).body.data.disabled).toBe(true);
    await vi.waitFor(async () => {
      for (const token of tokens) expect([await statusOf(token, 0), await statusOf(token, 1)]).toEqual([401, 401]);
    });
    const logIn = (password: string) => auth.call('POST /api/v1/auth/login', { body: { email, password }, process: 1 });
    const [right, wrong] = [await logIn(PASSWORD), await logIn('wrong')];
    const refusal = [400, failure('invalid_credentials', 'Invalid email or password')];
    expect([right.status, right.body]).toEqual(refusal);
    expect([wrong.status, wrong.body]).toEqual(refusal);
    const ended = await auth.collection('logInSessions').find({ userId: _id }).toArray();
    expect(ended.map(({ endReason }) => endReason)).toEqual(['user-disabled', 'user-disabled']);
    await edit(_id, { disabled: false });
    expect(await statusOf(tokens[0] ?? '', 1)).toBe(401);
    await auth.logIn(email);
  });

  test('another role ends all log-ins, with the reason', async () => {
    const { _id, email } = await create();
    const token = await auth.logIn(email);
    await edit(_id, { role: 'teacher' });
    await vi.waitFor(async () => expect(await statusOf(token, 1)).toBe(401));
    expect(await auth.collection('logInSessions').findOne({ userId: _id })).toMatchObject({
      endReason: 'role-changed',
    });
    expect((await auth.call('GET /me', { token: await auth.logIn(email) })).body.data.role).toBe('teacher');
  });

  test('409 for the last administrator, as himself or by another one', async () => {
    const refused = failure('last_admin', 'There must be an administrator left');
    for (const change of [{ disabled: true }, { role: 'teacher' }, { role: 'student', disabled: true, name: 'X' }]) {
      const answer = await edit(admin._id, change);
      expect([answer.status, answer.body]).toEqual([409, refused]);
    }
    expect((await edit(admin._id, { name: 'Chief' })).status).toBe(200);
    const gone = await create({ role: 'admin' });
    await edit(gone._id, { disabled: true });
    expect((await edit(admin._id, { role: 'teacher' })).status).toBe(409);
    expect((await edit(gone._id, { role: 'teacher' })).status).toBe(200);
  });

  test.each([1, 2, 3])('two administrators who remove each other at once: one succeeds (%i)', async () => {
    const colleague = await create({ role: 'admin' });
    const token = await auth.logIn(colleague.email);
    const answers = await Promise.all([
      edit(colleague._id, { disabled: true }, 0),
      auth.call(`PATCH /api/v1/users/${admin._id}`, { body: { role: 'teacher' }, token, process: 1 }),
    ]);
    const left = await auth.collection('users').find({ role: 'admin', disabled: false }).toArray();
    expect(left).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.map(({ status }) => status).filter((status) => ![200, 401, 409].includes(status))).toEqual([]);
    if (left[0]?._id === admin._id) return;
    await auth.collection('users').updateOne({ _id: admin._id }, { $set: { role: 'admin' } });
    admin.token = await auth.logIn(ADMIN.email, ADMIN.password);
  });

  test.each([{ disabled: 'yes' }, { role: { $ne: 'x' } }, { password: 'x' }, { $set: { role: 'admin' } }])(
    '400 for %j',
    async (body) => {
      const { _id } = await create();
      expect((await edit(_id, body)).body.code).toBe('invalid_request');
    },
  );
});

describe('DELETE /api/v1/users/:id/sessions', () => {
  test('200 with their number; the tokens end, the account does not', async () => {
    const { _id, email } = await create();
    const tokens = [await auth.logIn(email), await auth.logIn(email)];
    const answer = await asAdmin(`DELETE /api/v1/users/${_id}/sessions`);
    expect(answer.body.data).toEqual({ ended: 2 });
    await vi.waitFor(async () => {
      for (const token of tokens) expect([await statusOf(token, 0), await statusOf(token, 1)]).toEqual([401, 401]);
    });
    expect(await statusOf(await auth.logIn(email), 1)).toBe(200);
  });
});

describe.each(['GET /api/v1/users/', 'PATCH /api/v1/users/', 'DELETE /api/v1/users/%/sessions'])('%s', (line) => {
  const [method] = line.split(' ');
  const path = (id: string) => (line.includes('%') ? line.replace('%', id) : `${line}${id}`);
  const body = method === 'PATCH' ? {} : undefined;

  test.each(['f'.repeat(24), 'impossible', '$ne', '..%2f'])('404 for the id %s', async (id) => {
    const answer = await asAdmin(path(id), body);
    expect([answer.status, answer.body.code]).toEqual([404, 'user_not_found']);
  });

  test('403 for teachers and students, 401 for nobody', async () => {
    for (const role of ['teacher', 'student'] as const) {
      const { _id, email } = await auth.person(role);
      const answer = await auth.call(path(_id), { token: await auth.logIn(email), body });
      expect([answer.status, answer.body.code]).toEqual([403, 'admin_required']);
    }
    expect((await auth.call(path(admin._id), { body })).status).toBe(401);
  });
});

test('403 for teachers and students who create or list accounts', async () => {
  for (const role of ['teacher', 'student'] as const) {
    const token = await auth.logIn((await auth.person(role)).email);
    const answers = [
      await auth.call('GET /api/v1/users', { token }),
      await auth.call('POST /api/v1/users', { token, body: newUser({ role: 'admin' }) }),
    ];
    expect(answers.map((answer) => answer.body.code)).toEqual(['admin_required', 'admin_required']);
  }
});

import { type MailServer, recordSubject, startMailServer } from '@rollcall/service-kit/testing';
import bcrypt from 'bcrypt';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { failure, openAuth, PASSWORD, type TestAuth } from './helpers.ts';

const HOUR_MS = 3_600_000;
const ORIGIN = 'https://rollcall.example';

let auth: TestAuth;
let mail: MailServer;
beforeAll(async () => {
  mail = await startMailServer();
  auth = await openAuth({
    env: {
      SMTP_URL: mail.url,
      MAIL_FROM: 'Rollcall <rollcall@example.org>',
      PUBLIC_ORIGIN: ORIGIN,
      PASSWORD_LINKS_PER_HOUR_PER_ACCOUNT: '3',
    },
  });
});
afterAll(async () => {
  await auth.close();
  await mail.close();
});

const wrongPassword = failure('wrong_password', 'The current password is not right');
const deadLink = failure('reset_token_invalid', 'This link has been used or is no longer good. Ask for a new one.');
const NEXT = 'a better horse';

const statusOf = async (token: string, process = 0) => (await auth.call('GET /me', { token, process })).status;
const logInStatus = async (email: string, password: string) =>
  (await auth.call('POST /login', { body: { email, password } })).status;

async function expectEnded(token: string) {
  await vi.waitFor(async () => expect([await statusOf(token, 0), await statusOf(token, 1)]).toEqual([401, 401]), {
    timeout: 2_000,
    interval: 10,
  });
}

const mailsTo = (email: string) => mail.mails.filter(({ recipients }) => recipients.includes(email));

/** The token of the newest link that went to an address, when there are `count` of them. */
async function linkTo(email: string, count = 1): Promise<string> {
  const links = () =>
    mailsTo(email).flatMap(({ parsed }) => parsed.text?.match(/https:\S+\/app\/set-password#(\S+)/)?.[1] ?? []);
  await vi.waitFor(() => expect(links()).toHaveLength(count), { timeout: 10_000 });
  return links().at(-1) ?? '';
}

const forgot = (email: string) => auth.call('POST /api/v1/auth/forgot-password', { body: { email } });
const reset = (token: string, password: string, process = 0) =>
  auth.call('POST /api/v1/auth/reset-password', { body: { token, password }, process });

describe('POST /api/v1/auth/change-password', () => {
  const change = (token: string, currentPassword: string, newPassword = NEXT) =>
    auth.call('POST /api/v1/auth/change-password', { token, body: { currentPassword, newPassword } });

  test('200: all log-ins end everywhere, the answer is a new one, the owner is told', async () => {
    const events = await recordSubject(auth.infra.nats.url, 'evt.user.password-changed');
    const { _id, email } = await auth.person();
    const [mine, other] = [await auth.logIn(email), await auth.logIn(email)];
    const answer = await change(mine, PASSWORD);
    expect(answer.status).toBe(200);
    await expectEnded(mine);
    await expectEnded(other);
    expect(await statusOf(answer.body.data.accessToken, 1)).toBe(200);
    expect([await logInStatus(email, PASSWORD), await logInStatus(email, NEXT)]).toEqual([400, 200]);
    await vi.waitFor(() => expect(mailsTo(email)[0]?.parsed.subject).toBe('Your password was changed'));
    await vi.waitFor(() => expect(events.messages[0]?.data).toEqual({ userId: _id, how: 'changed' }));
    await events.close();
  });

  test('400 for a wrong current password; ten of them lock it, as at log-in', async () => {
    const { email } = await auth.person();
    const token = await auth.logIn(email);
    for (let n = 0; n < 10; n += 1) {
      const answer = await change(token, 'wrong');
      expect([answer.status, answer.body]).toEqual([400, wrongPassword]);
    }
    expect((await change(token, PASSWORD)).status).toBe(429);
    expect(await logInStatus(email, PASSWORD)).toBe(429);
  });

  test('one of two at once, and nobody is logged in with the other', async () => {
    const { email } = await auth.person();
    const [one, two] = [await auth.logIn(email), await auth.logIn(email)];
    const answers = await Promise.all([
      change(one, PASSWORD, 'first new one'),
      change(two, PASSWORD, 'second new one'),
    ]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const good = [await logInStatus(email, 'first new one'), await logInStatus(email, 'second new one')];
    expect(good.filter((status) => status === 200)).toHaveLength(1);
  });
});

describe('a forgotten password', () => {
  test('a link by mail sets a new one, once; all log-ins end', async () => {
    const { email } = await auth.person();
    const token = await auth.logIn(email);
    expect((await forgot(email.toUpperCase())).body).toEqual({ success: true, data: {} });
    const link = await linkTo(email);
    expect(mailsTo(email)[0]?.parsed).toMatchObject({
      subject: 'Set a new password',
      from: { address: 'rollcall@example.org' },
    });
    expect((await reset(link, NEXT)).body).toEqual({ success: true, data: {} });
    await expectEnded(token);
    expect([await logInStatus(email, PASSWORD), await logInStatus(email, NEXT)]).toEqual([400, 200]);
    const again = await reset(link, 'yet another one');
    expect([again.status, again.body]).toEqual([400, deadLink]);
    expect(await logInStatus(email, NEXT)).toBe(200);
  });

  test('one of two uses at once in two processes', async () => {
    const { email } = await auth.person();
    await forgot(email);
    const link = await linkTo(email);
    const answers = await Promise.all([reset(link, 'first new one'), reset(link, 'second new one', 1)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
  });

  test('400 for a link after an hour, after a change of the password, and for what is none', async () => {
    const { email } = await auth.person();
    await forgot(email);
    const late = await linkTo(email);
    auth.clock.advance(HOUR_MS + 1_000);
    await forgot(email);
    const overtaken = await linkTo(email, 2);
    const token = await auth.logIn(email);
    await auth.call('POST /api/v1/auth/change-password', {
      token,
      body: { currentPassword: PASSWORD, newPassword: NEXT },
    });
    for (const link of [late, overtaken, 'x', '__proto__', '$ne']) {
      const answer = await reset(link, 'yet another one');
      expect([answer.status, answer.body]).toEqual([400, deadLink]);
    }
    expect(await logInStatus(email, NEXT)).toBe(200);
  });

  test('a password that may not be chosen leaves the link good', async () => {
    const { email } = await auth.person();
    await forgot(email);
    const link = await linkTo(email);
    expect((await reset(link, 'short')).status).toBe(400);
    expect((await reset(link, NEXT)).status).toBe(200);
  });

  test('200 and no mail for an unknown address, a disabled user, and after three in an hour', async () => {
    const disabled = await auth.person();
    await auth.collection('users').updateOne({ _id: disabled._id }, { $set: { disabled: true } });
    const { email } = await auth.person();
    for (const address of ['nobody@example.org', disabled.email, email, email, email, email]) {
      const answer = await forgot(address);
      expect([answer.status, answer.body]).toEqual([200, { success: true, data: {} }]);
    }
    await linkTo(email, 3);
    // The mails of others who asked later have arrived: nothing else is on its way.
    const last = await auth.person();
    await forgot(last.email);
    await linkTo(last.email);
    expect([mailsTo(email).length, mailsTo(disabled.email), mailsTo('nobody@example.org')]).toEqual([3, [], []]);
  });

  test('the store and the queue hold no token', async () => {
    const { email } = await auth.person();
    await forgot(email);
    const link = await linkTo(email);
    expect(JSON.stringify(await auth.collection('passwordLinks').find().toArray())).not.toContain(link);
  });
});

describe('PATCH /api/v1/auth/me', () => {
  const edit = (token: string, body: object) => auth.call('PATCH /api/v1/auth/me', { token, body });

  test('200: name and username, with which somebody can log in then, in any case', async () => {
    const { email } = await auth.person();
    const token = await auth.logIn(email);
    const username = `Anna.${email.slice(0, 8)}`;
    const answer = await edit(token, { name: 'Änna', username });
    expect([answer.status, answer.body.data]).toMatchObject([200, { name: 'Änna', username, email }]);
    const body = { username: username.toUpperCase(), password: PASSWORD };
    expect((await auth.call('POST /api/v1/auth/login', { body })).status).toBe(200);
    expect((await edit(token, { username: null })).body.data.username).toBeNull();
    expect((await auth.call('POST /api/v1/auth/login', { body })).status).toBe(400);
  });

  test('400 for a username that somebody has in another case, and for what is none', async () => {
    const [anna, ben] = [await auth.person(), await auth.person()];
    await edit(await auth.logIn(anna.email), { username: 'taken.name' });
    const token = await auth.logIn(ben.email);
    const answer = await edit(token, { username: 'Taken.Name' });
    expect([answer.status, answer.body]).toEqual([400, failure('username_taken', 'This username is taken')]);
    for (const username of ['a', '.a.', 'a b', 'a@b', 'аnna', 'x'.repeat(65), { $ne: '' }, ['a']]) {
      expect((await edit(token, { username })).status).toBe(400);
    }
  });

  test('200 for another e-mail with the password, and the former one is told; 400 without it', async () => {
    const { email } = await auth.person();
    const token = await auth.logIn(email);
    const moved = `moved-${email}`;
    expect((await edit(token, { email: moved })).status).toBe(400);
    expect((await edit(token, { email: moved, currentPassword: 'wrong' })).body).toEqual(wrongPassword);
    expect((await edit(token, { email: moved, currentPassword: PASSWORD })).body.data.email).toBe(moved);
    expect([await logInStatus(email, PASSWORD), await logInStatus(moved, PASSWORD)]).toEqual([400, 200]);
    await vi.waitFor(() => expect(mailsTo(email)[0]?.parsed.subject).toBe('Your e-mail address was changed'));
  });

  test('400 for an e-mail that somebody has, for roles and other keys', async () => {
    const [anna, ben] = [await auth.person(), await auth.person()];
    const token = await auth.logIn(anna.email);
    const taken = await edit(token, { email: ben.email.toUpperCase(), currentPassword: PASSWORD });
    expect([taken.status, taken.body.code]).toEqual([400, 'email_taken']);
    for (const body of [{ role: 'admin' }, { disabled: false }, { name: '' }, { name: 'a\u202eb' }, { name: 'a\nb' }]) {
      expect((await edit(token, body)).status).toBe(400);
    }
  });
});

describe('hashes', () => {
  const stored = async (_id: string) => String((await auth.collection('users').findOne({ _id }))?.passwordHash);

  test('are made anew at log-in when they were made at another cost, and stay otherwise', async () => {
    const { _id, email } = await auth.person();
    await auth.collection('users').updateOne({ _id }, { $set: { passwordHash: await bcrypt.hash(PASSWORD, 5) } });
    expect(await logInStatus(email, 'wrong')).toBe(400);
    expect(bcrypt.getRounds(await stored(_id))).toBe(5);
    expect(await logInStatus(email, PASSWORD)).toBe(200);
    const renewed = await stored(_id);
    expect(bcrypt.getRounds(renewed)).toBe(4);
    expect(await logInStatus(email, PASSWORD)).toBe(200);
    expect(await stored(_id)).toBe(renewed);
  });
});

test('a log-in without a password set is refused like a wrong one', async () => {
  const { _id, email } = await auth.person();
  await auth.collection('users').updateOne({ _id }, { $set: { passwordHash: null, passwordScheme: null } });
  for (const password of [PASSWORD, 'null', 'undefined']) expect(await logInStatus(email, password)).toBe(400);
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, failure, openAuth, PASSWORD, type TestAuth } from './helpers.ts';

let auth: TestAuth;
beforeAll(async () => {
  auth = await openAuth({ env: { FAILED_LOG_INS_PER_ADDRESS: '40', SIGN_INS_PER_MINUTE_PER_ADDRESS: '60' } });
});
afterAll(() => auth.close());

const limited = failure('rate_limited', 'Too many requests, please wait a moment');
let addresses = 0;

/** An address of its own for each test. */
function newAddress(): string {
  addresses += 1;
  return `198.51.100.${addresses}`;
}

function guess(email: string, password: string, address: string, process = 0): Promise<Answer> {
  const headers = { 'x-forwarded-for': address };
  return auth.call('POST /auth/login', { body: { email, password }, headers, process });
}

function count(answers: Answer[], status: number): number {
  return answers.filter((answer) => answer.status === status).length;
}

/** Of answers to many at once: a busy machine refuses some with 503 before it has compared or stored anything. */
const busy = (answers: Answer[]) => count(answers, 503);

function expectLimited(answer: Answer | undefined, withinSeconds: number) {
  expect([answer?.status, answer?.body]).toEqual([429, limited]);
  const seconds = Number(answer?.headers.get('retry-after'));
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(withinSeconds);
}

describe('failures of one account', () => {
  test('429 after ten, from any address, in every process, right password or not', async () => {
    const { email } = await auth.person();
    for (let n = 0; n < 10; n += 1) expect((await guess(email, 'wrong', newAddress(), n % 2)).status).toBe(400);
    for (const process of [0, 1]) {
      expectLimited(await guess(email, 'wrong', newAddress(), process), 900);
      expectLimited(await guess(email.toUpperCase(), PASSWORD, newAddress(), process), 900);
    }
  });

  test('429 for an unknown account in the same way', async () => {
    const answers: Answer[] = [];
    for (let n = 0; n < 11; n += 1) answers.push(await guess('nobody@example.org', 'wrong', newAddress()));
    expect(count(answers, 400)).toBe(10);
    expectLimited(answers[10], 900);
  });

  test('400 for ten of thirty guesses at once in two processes, 429 for twenty', async () => {
    const { email } = await auth.person();
    const address = newAddress();
    const all = await Promise.all(Array.from({ length: 30 }, (_, n) => guess(email, 'wrong', address, n % 2)));
    expect([count(all, 400), count(all, 429) + busy(all)]).toEqual([10, 20]);
  });

  test('200 for the right password after nine; a success is not counted and resets nothing', async () => {
    const { email } = await auth.person();
    const address = newAddress();
    for (let n = 0; n < 9; n += 1) await guess(email, 'wrong', address);
    for (let n = 0; n < 3; n += 1) expect((await guess(email, PASSWORD, address)).status).toBe(200);
    expect((await guess(email, 'wrong', address)).status).toBe(400);
    expectLimited(await guess(email, PASSWORD, address), 900);
  });

  test('200 for thirty right passwords of one account at once in two processes', async () => {
    const { email } = await auth.person();
    const address = newAddress();
    const all = await Promise.all(Array.from({ length: 30 }, (_, n) => guess(email, PASSWORD, address, n % 2)));
    expect(count(all, 200) + busy(all)).toBe(30);
    expect(count(all, 200)).toBeGreaterThan(10);
  });
});

describe('a known device', () => {
  const tokenOf = (answer: Answer) => answer.body.data.deviceToken as string;
  const logIn = (email: string, password: string, deviceToken?: string, process = 0) =>
    auth.call('POST /api/v1/auth/login', {
      body: { email, password, ...(deviceToken !== undefined && { deviceToken }) },
      headers: { 'x-forwarded-for': newAddress() },
      process,
    });
  const lockOut = async (email: string) => {
    await Promise.all(Array.from({ length: 200 }, (_, n) => guess(email, 'wrong', newAddress(), n % 2)));
  };

  test('200 for the owner on a device that is known while 200 guesses at once have locked all others out', async () => {
    const { email } = await auth.person();
    const known = tokenOf(await logIn(email, PASSWORD));
    await lockOut(email);
    expectLimited(await logIn(email, PASSWORD), 900);
    for (const process of [0, 1]) expect((await logIn(email, PASSWORD, known, process)).status).toBe(200);
  });

  test('429 for it after ten failures of its own', async () => {
    const { email } = await auth.person();
    const known = tokenOf(await logIn(email, PASSWORD));
    const all = await Promise.all(Array.from({ length: 30 }, (_, n) => logIn(email, 'wrong', known, n % 2)));
    expect([count(all, 400), count(all, 429) + busy(all)]).toEqual([10, 20]);
    expect((await logIn(email, PASSWORD)).status).toBe(200);
  });

  test("no way in with somebody else's, a changed one, or one from before a change of the password", async () => {
    const [anna, ben] = [await auth.person(), await auth.person()];
    const foreign = tokenOf(await logIn(ben.email, PASSWORD));
    const first = await logIn(anna.email, PASSWORD);
    const changed = `A${tokenOf(first).slice(1)}`;
    await auth.call('POST /api/v1/auth/change-password', {
      token: first.body.data.accessToken,
      body: { currentPassword: PASSWORD, newPassword: PASSWORD },
    });
    await lockOut(anna.email);
    for (const token of [foreign, changed, tokenOf(first), '', '..', 'x.y.z']) {
      expectLimited(await logIn(anna.email, PASSWORD, token), 900);
    }
  });

  test('ten guesses in all by e-mail and by username: one account, one count', async () => {
    const { email } = await auth.person();
    const username = `user-${email.slice(0, 8)}`;
    const { accessToken: token } = (await logIn(email, PASSWORD)).body.data;
    await auth.call('PATCH /api/v1/auth/me', { token, body: { username } });
    const all = await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        n % 2 === 0
          ? logIn(email, 'wrong')
          : auth.call('POST /api/v1/auth/login', { body: { username, password: 'wrong' }, process: 1 }),
      ),
    );
    expect([count(all, 400), count(all, 429) + busy(all)]).toEqual([10, 20]);
  });
});

test('failures of one address: 429 after forty over many accounts, others are let in', async () => {
  const address = newAddress();
  const { email } = await auth.person();
  const all: Answer[] = [];
  // Ten at a time: what a busy machine refuses with 503 would not count as a failure.
  for (let first = 0; first < 50; first += 10) {
    const ten = Array.from({ length: 10 }, (_, n) => guess(`a${first + n}@example.org`, 'wrong', address, n % 2));
    all.push(...(await Promise.all(ten)));
  }
  expect([count(all, 400), count(all, 429)]).toEqual([40, 10]);
  expectLimited(await guess(email, PASSWORD, address), 900);
  expect((await guess(email, PASSWORD, newAddress())).status).toBe(200);
});

test('log-ins and sign-ups of one address: 429 after sixty in a minute, good ones too, others are let in', async () => {
  const address = newAddress();
  const { email } = await auth.person();
  const signUp = (n: number, from: string) =>
    auth.call('POST /auth/signup', {
      body: { name: 'Anna', email: `sign${n}@example.org`, password: PASSWORD, role: 'student' },
      headers: { 'x-forwarded-for': from },
    });
  const all = await Promise.all([
    ...Array.from({ length: 35 }, () => guess(email, PASSWORD, address)),
    ...Array.from({ length: 35 }, (_, n) => signUp(n, address)),
  ]);
  expect([count(all, 200) + count(all, 201) + busy(all), count(all, 429)]).toEqual([60, 10]);
  expectLimited(await guess(email, PASSWORD, address), 60);
  expectLimited(await signUp(99, address), 60);
  expect((await signUp(99, newAddress())).status).toBe(201);
});

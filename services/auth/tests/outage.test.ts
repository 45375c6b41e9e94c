import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Answer, failure, openAuth, PASSWORD, type TestAuth } from './helpers.ts';

let auth: TestAuth;
beforeAll(async () => {
  auth = await openAuth({ processes: 2 });
});
afterAll(() => auth.close());

let email: string;
let token: string;
beforeEach(async () => {
  ({ email } = await auth.person());
  token = await auth.logIn(email);
});

const tryAgain = failure('try_again', 'One moment, please try again');
const logIn = (process = 0) => auth.call('POST /auth/login', { body: { email, password: PASSWORD }, process });
const me = (process = 0) => auth.call('GET /me', { token, process });
const signUp = () =>
  auth.call('POST /auth/signup', {
    body: { name: 'Anna', email: `${Math.random()}@example.org`, password: PASSWORD, role: 'student' },
  });

async function timed(call: Promise<Answer>): Promise<Answer & { ms: number }> {
  const startedAt = performance.now();
  return { ...(await call), ms: performance.now() - startedAt };
}

async function expectTryAgain(calls: Promise<Answer>[]) {
  for (const answer of await Promise.all(calls.map(timed))) {
    expect([answer.status, answer.body]).toEqual([503, tryAgain]);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(answer.ms).toBeLessThan(10_000);
  }
}

/** Ready all the time, and says who is away. */
async function expectDegraded(name: string) {
  await vi.waitFor(
    async () => {
      const { status, body } = await auth.health();
      expect(status).toBe(200);
      expect(body).toMatchObject({ status: 'degraded', dependencies: { [name]: 'down' } });
    },
    { timeout: 8_000, interval: 50 },
  );
}

async function expectRecovery(...calls: (() => Promise<Answer>)[]) {
  const startedAt = performance.now();
  await vi.waitFor(
    async () => {
      for (const call of calls) expect((await call()).status).toBeLessThan(300);
      expect(await auth.health()).toMatchObject({ status: 200, body: { status: 'ok' } });
    },
    { timeout: 5_000, interval: 50 },
  );
  expect(performance.now() - startedAt).toBeLessThan(5_000);
}

type Server = 'mongodb' | 'redis' | 'nats';

describe.each(['SIGKILL', 'SIGSTOP'] as const)('after %s of', (fault) => {
  /** Lets `during` run while a server is away, and has it back in any case. */
  async function without(name: Server, during: () => Promise<void>) {
    await auth.infra[name].signal(fault);
    try {
      await during();
    } finally {
      if (fault === 'SIGKILL') await auth.infra[name].restart();
      else await auth.infra[name].signal('SIGCONT');
    }
  }

  test('MongoDB: 503 soon, degraded but ready, recovered 5 s after its return', async () => {
    await without('mongodb', async () => {
      await expectTryAgain([logIn(), me(), signUp(), auth.call('GET /.well-known/jwks.json')]);
      await expectDegraded('mongodb');
      await expectTryAgain([logIn(), me(), signUp()]);
    });
    await expectRecovery(logIn, me, signUp);
  });

  test('Redis: 503 soon for log-in and sign-up alone, degraded but ready, recovered 5 s after its return', async () => {
    await without('redis', async () => {
      await expectTryAgain([logIn(), signUp()]);
      expect((await me()).status).toBe(200);
      await expectDegraded('redis');
    });
    await expectRecovery(logIn, me, signUp);
  });

  test('NATS: people log in and out soon, and who logged out is out everywhere 5 s after its return', async () => {
    expect((await me(1)).status).toBe(200);
    await without('nats', async () => {
      const logOut = auth.call('POST /api/v1/auth/logout', { token });
      const answers = await Promise.all([logIn(), signUp(), logOut].map(timed));
      expect(answers.map(({ status }) => status)).toEqual([200, 201, 200]);
      for (const { ms } of answers) expect(ms).toBeLessThan(10_000);
      expect((await me()).status).toBe(401);
      await expectDegraded('nats');
    });
    await vi.waitFor(async () => expect((await me(1)).status).toBe(401), { timeout: 5_000, interval: 50 });
    await expectRecovery(logIn, () => logIn(1));
  });
});

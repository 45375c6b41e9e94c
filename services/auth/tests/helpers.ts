import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { type Infra, startInfra } from '@rollcall/dev-infra';
import { createLogger, type Service } from '@rollcall/service-kit';
import mongoose from 'mongoose';
import { expect } from 'vitest';
import { createAuthService, readConfig } from '../src/index.ts';

export const SECRET = 'a key encryption secret of enough length';
export const PASSWORD = 'correct horse';

export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers whose shape they assert
  body: any;
  headers: Headers;
}

export interface CallOptions {
  /** Sent as JSON. */
  body?: unknown;
  token?: string;
  headers?: Record<string, string>;
  /** Sent as it is. */
  raw?: string | Buffer;
  /** Which of the processes. */
  process?: number;
}

export type TestAuth = Awaited<ReturnType<typeof openAuth>>;

/** The environment of an auth service on these servers. */
export function authEnv(infra: Infra, env: Record<string, string> = {}) {
  return {
    HOST: '127.0.0.1',
    PORT: '0',
    MANAGEMENT_PORT: '0',
    LOG_LEVEL: 'silent',
    NATS_URL: infra.nats.url,
    MONGODB_URL: infra.mongodb.url,
    REDIS_URL: infra.redis.url,
    KEY_ENCRYPTION_SECRET: SECRET,
    DEVICE_HASH_SECRET: 'a device hash secret of enough length',
    BCRYPT_COST: '4',
    ...env,
  };
}

/** Auth services on real servers: two processes' worth unless said otherwise, sharing everything but memory. */
export async function openAuth({ processes = 2, env = {} }: { processes?: number; env?: Record<string, string> } = {}) {
  const clock = shiftedClock();
  const infra = await startInfra({ provider: 'local' });
  const services: Service[] = [];
  const addresses: { url: string; managementUrl: string }[] = [];
  const client = await mongoose.mongo.MongoClient.connect(infra.mongodb.url);

  async function startService(more: Record<string, string> = {}): Promise<number> {
    const config = readConfig(authEnv(infra, { ...env, ...more }));
    const service = createAuthService(config, { log: createLogger('auth', 'silent'), clock });
    services.push(service);
    return addresses.push(await service.start()) - 1;
  }

  await Promise.all(Array.from({ length: processes }, () => startService()));

  async function call(line: string, options: CallOptions = {}): Promise<Answer> {
    const [method, path] = line.split(' ');
    const { body, token, raw, process = 0 } = options;
    const response = await fetch(`${addresses[process]?.url}${path}`, {
      method: method ?? 'GET',
      headers: {
        ...((body !== undefined || raw !== undefined) && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: token }),
        ...options.headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(raw !== undefined && { body: raw as string }),
    });
    const content = await response.text();
    const { status, headers } = response;
    return { status, body: content === '' ? undefined : JSON.parse(content), headers };
  }

  /** Signs somebody up, with a name and an address of its own. */
  async function person(role: 'student' | 'teacher' = 'student', change: Record<string, unknown> = {}) {
    const serial = randomBytes(6).toString('hex');
    const body = { name: `${role} ${serial}`, email: `${serial}@example.org`, password: PASSWORD, role, ...change };
    const answer = await call('POST /api/v1/auth/signup', { body });
    if (answer.status !== 201) throw new Error(`no sign-up: ${JSON.stringify(answer.body)}`);
    return { ...body, _id: String(answer.body.data._id) };
  }

  /** An access token. */
  async function logIn(email: string, password = PASSWORD): Promise<string> {
    const answer = await call('POST /api/v1/auth/login', { body: { email, password } });
    if (answer.status !== 200) throw new Error(`no log-in: ${JSON.stringify(answer.body)}`);
    return answer.body.data.accessToken;
  }

  return {
    infra,
    clock,
    call,
    person,
    logIn,
    startService,
    /** The answer to bytes as they are. */
    async raw(request: string): Promise<string> {
      const { hostname, port } = new URL(addresses[0]?.url ?? '');
      const socket = connect(Number(port), hostname);
      socket.end(request);
      return text(socket);
    },
    /** A collection of the service's database. */
    collection: (name: string, prefix = 'rollcall-') =>
      client.db(`${prefix}auth`).collection<{ _id: string } & Record<string, unknown>>(name),
    health: async (process = 0) => {
      const response = await fetch(`${addresses[process]?.managementUrl}/health/ready`);
      return { status: response.status, body: await response.json() };
    },
    async close() {
      await Promise.all(services.map((service) => service.close()));
      await client.close(true);
      await infra.stop();
    },
  };
}

/** The time of all processes, which a test can move on. */
function shiftedClock() {
  let shiftMs = 0;
  return {
    now: () => Date.now() + shiftMs,
    advance(ms: number) {
      shiftMs += ms;
    },
  };
}

/** A failure of the contract's shape. */
export function failure(code: string, error: string) {
  return { success: false, error, code, requestId: expectText };
}

const expectText = expect.stringMatching(/^[\w.:-]{1,100}$/);

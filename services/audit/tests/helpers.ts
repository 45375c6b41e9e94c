import { randomBytes } from 'node:crypto';
import { type EventData, type EventName, routes } from '@rollcall/contracts';
import { startInfra } from '@rollcall/dev-infra';
import {
  type Clock,
  createEvent,
  createIdSource,
  createLogger,
  type PendingEvent,
  publishEvents,
  type Trace,
} from '@rollcall/service-kit';
import { connectTestBus, createAuthStandIn } from '@rollcall/service-kit/testing';
import mongoose from 'mongoose';
import { vi } from 'vitest';
import type { Entry } from '../src/domain/entry.ts';
import type { StoredPart } from '../src/domain/personal-part.ts';
import type { SignedHeads } from '../src/domain/signed-heads.ts';
import { createAuditService, readConfig } from '../src/index.ts';
import type { HeadDocument } from '../src/store/models.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

export const newId = () => new mongoose.Types.ObjectId().toHexString();
export const SIGNING_KEY = randomBytes(32).toString('hex');

export type AuditTest = Awaited<ReturnType<typeof openAudit>>;

interface AuditOptions {
  processes?: number;
  env?: Record<string, string>;
  clock?: Clock;
}

/** The collections as somebody with full access to the database sees them. */
export async function openDatabase(url: string, dbName = 'rollcall-audit') {
  const connection = await mongoose.createConnection(url, { dbName }).asPromise();
  const { db } = connection;
  if (!db) throw new Error('not connected');
  return {
    db,
    entries: db.collection<Entry>('entries'),
    parts: db.collection<StoredPart>('personalParts'),
    heads: db.collection<HeadDocument>('heads'),
    signed: db.collection<SignedHeads>('signedHeads'),
    close: () => connection.close(),
  };
}
export type Database = Awaited<ReturnType<typeof openDatabase>>;

/** The audit service on real servers; events come from a bus that may publish everything. */
export async function openAudit({ processes = 1, env = {}, clock }: AuditOptions = {}) {
  const infra = await startInfra({ provider: 'local', servers: ['mongodb', 'nats'] });
  const auth = await createAuthStandIn(infra.nats.url);
  const bus = await connectTestBus(infra.nats.url);
  const variables = {
    HOST: '127.0.0.1',
    PORT: '0',
    MANAGEMENT_PORT: '0',
    REQUESTS_PER_SECOND_PER_USER: '5000',
    NATS_URL: infra.nats.url,
    MONGODB_URL: infra.mongodb.url,
    AUDIT_SIGNING_KEY: SIGNING_KEY,
    ...env,
  };
  const services = Array.from({ length: processes }, () =>
    createAuditService(readConfig(variables), { log: createLogger('audit', 'silent'), ...(clock && { clock }) }),
  );
  const addresses = await Promise.all(services.map((service) => service.start()));
  const database = await openDatabase(infra.mongodb.url);
  const admin = auth.person('admin');
  const adminToken = auth.token(admin);

  async function get(path: string, token: string | undefined = adminToken, process = 0) {
    const headers = token === '' ? {} : { authorization: `Bearer ${token}` };
    const response = await fetch(`${addresses[process]?.url}${path}`, { headers });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json');
    // biome-ignore lint/suspicious/noExplicitAny: tests look into answers whose shape they assert
    const body: any = isJson ? JSON.parse(text) : text;
    return { status: response.status, body, headers: response.headers };
  }

  return {
    infra,
    auth,
    bus,
    database,
    variables,
    admin,
    get,

    /** Publishes events, and resolves when they are in the stream. */
    publish: (events: PendingEvent[]) => publishEvents(bus, events),

    /** Resolves when the log has so many entries. */
    async untilEntries(count: number) {
      await vi.waitFor(
        async () => {
          const found = await database.entries.countDocuments();
          if (found !== count) throw new Error(`${found} entries, not ${count}`);
        },
        { timeout: 20_000, interval: 50 },
      );
    },

    async list(query = '') {
      const { status, body } = await get(`/api/v1/audit?${query}`);
      if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
      return routes.listAuditEntries.data.parse(body.data);
    },

    async verify(query = '') {
      const { status, body } = await get(`/api/v1/audit/verify${query}`);
      if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
      return routes.verifyAudit.data.parse(body.data);
    },

    async close() {
      await database.close();
      await Promise.all(services.map((service) => service.close()));
      await Promise.all([bus.close(), auth.close()]);
      await infra.stop();
    },
  };
}

const clock: Clock = { now: () => Date.now() };
const ids = createIdSource(clock);

/** An event of the contracts that somebody caused. */
export function event<Name extends EventName>(
  name: Name,
  data: EventData<Name>,
  { actor = null, requestId = 'request-1' }: Partial<Trace> = {},
  at?: string,
): PendingEvent {
  const made = createEvent({ clock, ids }, name, 'entity', data, { actor, requestId });
  return at === undefined ? made : { ...made, envelope: { ...made.envelope, time: at } };
}

/** A mark by hand; all of one session are in one chain. */
export function mark(sessionId: string, studentId: string, teacherId: string, why = 'was late', roundNumber = 1) {
  const data = {
    sessionId,
    classId: 'c'.repeat(24),
    recordId: `${sessionId}.${roundNumber}.${studentId}`,
    studentId,
    roundNumber,
    status: 'late',
    from: 'absent',
    method: 'manual',
    rev: 2,
    why,
  } as const;
  return event('attendanceChanged', data, { actor: { userId: teacherId, role: 'teacher' } });
}

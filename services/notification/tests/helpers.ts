import { EVENT_STREAM, type EventData, type EventName, type Notification, rpcs } from '@rollcall/contracts';
import { type Infra, startInfra } from '@rollcall/dev-infra';
import {
  answer,
  type Bus,
  createEvent,
  createLogger,
  type Overrides,
  type Service,
  systemTrace,
} from '@rollcall/service-kit';
import {
  type AuthStandIn,
  createAuthStandIn,
  type Person,
  recordSubject,
  standIn,
} from '@rollcall/service-kit/testing';
import { expect, vi } from 'vitest';
import { createNotificationService, readConfig } from '../src/index.ts';

const patience = { timeout: 15_000, interval: 20 };

/** Repeats a check until it passes. */
export const until = <Result>(check: () => Result | Promise<Result>) => vi.waitFor(check, patience);

export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers whose shape they assert
  body: any;
}

export interface TestClass {
  classId: string;
  teachers: Person[];
  students: Person[];
}

export type Office = Awaited<ReturnType<typeof openOffice>>;

export interface OfficeOptions {
  processes?: number;
  env?: Record<string, string>;
  overrides?: Overrides;
}

/** A notification service (or several) on real servers, with auth, class and session played at the NATS boundary. */
export async function openOffice({ processes = 1, env = {}, overrides = {} }: OfficeOptions = {}) {
  const infra: Infra = await startInfra({ provider: 'local' });
  const auth: AuthStandIn = await createAuthStandIn(infra.nats.url);
  const classes = new Map<string, TestClass>();
  /** What session answers about a session. */
  const absences = new Map<string, { studentId: string; inARow: number }[]>();
  const hooks: { beforeClassAnswer?: ((classId: string) => Promise<void>) | undefined } = {};
  let asked = 0;
  const neighbours: Bus = await standIn(infra.nats.url, [
    answer(rpcs.class.getClass, async (_, { classId }) => {
      asked += 1;
      await hooks.beforeClassAnswer?.(classId);
      const found = classes.get(classId);
      if (!found) return { class: null };
      return { class: { _id: classId, className: 'Physics', teacherIds: found.teachers.map(({ _id }) => _id) } };
    }),
    answer(rpcs.class.roster, async (_, { classId, after, limit }) => {
      const all = (classes.get(classId)?.students ?? []).map(({ _id }) => _id).toSorted();
      const left = all.filter((id) => after === undefined || id > after);
      const studentIds = left.slice(0, limit);
      return { studentIds, next: left.length > limit ? (studentIds.at(-1) ?? null) : null };
    }),
    answer(rpcs.session.absencesInARow, async (_, { sessionId, atLeast }) => ({
      students: (absences.get(sessionId) ?? []).filter(({ inARow }) => inARow >= atLeast),
    })),
  ]);
  const config = readConfig({
    HOST: '127.0.0.1',
    PORT: '0',
    MANAGEMENT_PORT: '0',
    NATS_URL: infra.nats.url,
    MONGODB_URL: infra.mongodb.url,
    REDIS_URL: infra.redis.url,
    WEBHOOK_SECRET_KEY: 'a webhook key of thirty-two characters',
    REQUESTS_PER_SECOND_PER_USER: '1000',
    ...env,
  });
  const services: Service[] = [];
  const urls: string[] = [];

  async function start(): Promise<Service> {
    const log = createLogger('notification', 'silent');
    const service = createNotificationService(config, { log, ...overrides });
    const { url } = await service.start();
    services.push(service);
    urls.push(url);
    return service;
  }
  for (let n = 0; n < processes; n += 1) await start();

  const { ids } = neighbours;
  const manager = await neighbours.connection.jetstreamManager();
  const consumer = () => manager.consumers.info(EVENT_STREAM, 'notification');
  await until(consumer);

  /** Publishes an event as it is, also one that the stream knows. */
  async function tell<Name extends EventName>(
    name: Name,
    data: EventData<Name>,
    envelope: { id?: string; time?: string } = {},
  ): Promise<string> {
    const event = createEvent(neighbours, name, 'entity', data, systemTrace('test'));
    const sent = { ...event.envelope, ...envelope };
    await neighbours.connection.jetstream().publish(event.subject, JSON.stringify(sent));
    return sent.id;
  }

  async function call(person: Person | undefined, method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`${urls.at(-1)}${path}`, {
      method,
      headers: {
        ...(person && { authorization: `Bearer ${tokenOf(person)}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  }

  const tokens = new Map<string, string>();
  function tokenOf(person: Person): string {
    const token = tokens.get(person._id) ?? auth.token(person);
    tokens.set(person._id, token);
    return token;
  }

  async function listOf(person: Person, query = ''): Promise<{ items: Notification[]; unread: number }> {
    const { status, body } = await call(person, 'GET', `/api/v1/notifications${query}`);
    expect(status).toBe(200);
    return body.data;
  }

  return {
    infra,
    auth,
    config,
    absences,
    hooks,
    services,
    start,
    tell,
    call,
    listOf,
    neighbours,
    newId: () => ids.objectId(),
    classesAsked: () => asked,

    /** A class of a teacher and so many students. */
    openClass(studentCount = 1): TestClass {
      const students = Array.from({ length: studentCount }, () => auth.person('student'));
      const one = { classId: ids.objectId(), teachers: [auth.person('teacher')], students };
      classes.set(one.classId, one);
      return one;
    },

    /** Resolves when every event has been taken. */
    async allTaken(): Promise<void> {
      await until(async () => {
        const { num_pending, num_ack_pending } = await consumer();
        expect(num_pending + num_ack_pending).toBe(0);
      });
    },

    /** The kinds that somebody was told, the newest first. */
    kindsOf: async (person: Person) => (await listOf(person)).items.map(({ kind }) => kind),

    live: () => recordSubject(infra.nats.url, 'live.user.*'),

    async close() {
      await Promise.all(services.map((service) => service.close()));
      await neighbours.close();
      await auth.close();
      await infra.stop();
    },
  };
}

/** Told of a student in a session. */
export function recordOf({ classId, students }: TestClass, sessionId: string, at = 0) {
  const studentId = students[at]?._id ?? '';
  return { sessionId, classId, studentId, recordId: `${sessionId}.1.${studentId}`, roundNumber: 1 };
}

export function firstOf<Item>(items: Item[]): Item {
  const [first] = items;
  if (first === undefined) throw new Error('there is none');
  return first;
}

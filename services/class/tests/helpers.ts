import {
  type AttendanceStatus,
  EVENT_STREAM,
  EVENT_SUBJECTS,
  INSTITUTION_ID,
  type Rpc,
  rpcs,
} from '@rollcall/contracts';
import { startInfra } from '@rollcall/dev-infra';
import { answer, type Clock, request, systemClock } from '@rollcall/service-kit';
import { connectTestBus, createAuthStandIn, type Person, standIn } from '@rollcall/service-kit/testing';
import mongoose from 'mongoose';
import { vi } from 'vitest';
import type { z } from 'zod';
import { createClassService, readConfig } from '../src/index.ts';

vi.setConfig({ testTimeout: 15_000, hookTimeout: 30_000 });

export interface HttpAnswer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers whose shape they assert
  body: any;
  retryAfter: string | null;
}

/** The first of a list that is not empty. */
export function first<Item>([item]: Item[]): Item {
  if (item === undefined) throw new Error('the list is empty');
  return item;
}

export type ClassTest = Awaited<ReturnType<typeof openClassService>>;

interface ClassTestOptions {
  processes?: number;
  env?: Record<string, string>;
  clock?: Clock;
}

/** The class service in as many processes as asked for, on real servers, with auth and session played at the NATS boundary. */
export async function openClassService({ processes = 1, env = {}, clock = systemClock }: ClassTestOptions = {}) {
  const infra = await startInfra({ provider: 'local', servers: ['mongodb', 'redis', 'nats'] });
  const auth = await createAuthStandIn(infra.nats.url);
  const results = new Map<string, AttendanceStatus>();
  const openSessions = new Map<string, { _id: string; classId: string; startedAt: string }>();
  const session = await standIn(infra.nats.url, [
    answer(rpcs.session.statusInClass, async (_, { classId, studentId }) => ({
      status: results.get(`${classId}.${studentId}`) ?? null,
    })),
    answer(rpcs.session.activeSessions, async (_, { classIds }) => ({
      sessions: classIds.flatMap((classId) => openSessions.get(classId) ?? []),
    })),
    answer(rpcs.session.hasSessions, async (_, { classId }) => ({ has: openSessions.has(classId) })),
  ]);
  const bus = await connectTestBus(infra.nats.url);
  const streams = (await bus.connection.jetstreamManager({ timeout: 1_000 })).streams;
  await streams.add({ name: EVENT_STREAM, subjects: [EVENT_SUBJECTS] });
  const config = readConfig({
    HOST: '127.0.0.1',
    PORT: '0',
    MANAGEMENT_PORT: '0',
    LOG_LEVEL: 'silent',
    REQUESTS_PER_SECOND_PER_ADDRESS: '5000',
    NATS_URL: infra.nats.url,
    MONGODB_URL: infra.mongodb.url,
    REDIS_URL: infra.redis.url,
    ...env,
  });
  const services = Array.from({ length: processes }, () => createClassService(config, { clock }));
  const addresses = await Promise.all(services.map((service) => service.start()));
  const database = await mongoose.createConnection(infra.mongodb.url, { dbName: 'rollcall-class' }).asPromise();

  /** Sends `body` as JSON, a string as it is. */
  async function call(method: string, path: string, token?: string, body?: unknown, process = 0): Promise<HttpAnswer> {
    const response = await fetch(`${addresses[process]?.url}${path}`, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json(), retryAfter: response.headers.get('retry-after') };
  }

  /** Sends like `call`, and again while the answer is 503, as clients do. */
  async function callUntilAnswered(...request: Parameters<typeof call>): Promise<HttpAnswer> {
    for (;;) {
      const answered = await call(...request);
      if (answered.status !== 503) return answered;
    }
  }

  return {
    infra,
    auth,
    session,
    bus,
    streams,
    database,
    addresses,
    call,
    callUntilAnswered,

    /** Asks the service over NATS. */
    ask: <Request extends z.ZodType, Response extends z.ZodType>(rpc: Rpc<Request, Response>, data: z.input<Request>) =>
      request(bus, rpc, data, { requestId: 'test', actor: null }),

    /** A teacher with a class and students who are enrolled in it. */
    async classWith(studentCount: number) {
      const teacher = auth.person('teacher');
      const teacherToken = auth.token(teacher);
      const students = Array.from({ length: studentCount }, () => auth.person('student'));
      const created = await call('POST', '/class', teacherToken, { className: 'Physics' });
      const classId: string = created.body.data._id;
      for (const { _id } of students) {
        await call('POST', `/class/${classId}/add-student`, teacherToken, { studentId: _id });
      }
      return { teacher, teacherToken, students, classId };
    },

    /** Enrols a whole hall at once, in the order given. */
    async fill(classId: string, students: Pick<Person, '_id'>[]) {
      const enrolments = students.map(({ _id: studentId }, index) => ({
        _id: new mongoose.Types.ObjectId().toString(),
        schemaVersion: 1,
        institutionId: INSTITUTION_ID,
        classId,
        courseId: classId,
        studentId,
        enrolledAt: new Date(1_700_000_000_000 + index),
      }));
      await database.collection<{ _id: string }>('enrolments').insertMany(enrolments);
    },

    /** Makes somebody a co-teacher. */
    async addCoTeacher(classId: string, { _id }: Person) {
      await database.collection<{ _id: string }>('classes').updateOne({ _id: classId }, {
        $push: { coTeacherIds: _id },
      } as object);
    },

    /** What the session service says of a student. */
    setResult: (classId: string, { _id }: Person, status: AttendanceStatus) =>
      void results.set(`${classId}.${_id}`, status),

    /** Opens a session of a class, as the session service says. */
    openSession(classId: string) {
      const session = { _id: `e${classId.slice(1)}`, startedAt: '2026-03-02T08:05:00.000Z' };
      openSessions.set(classId, { ...session, classId });
      return session;
    },

    /** The envelopes in the stream of events, the oldest first. */
    async events(): Promise<{ subject: string; id: string; entityId: string; audited: boolean; data: object }[]> {
      const { state } = await streams.info(EVENT_STREAM);
      const sequences = Array.from({ length: state.messages }, (_, index) => state.first_seq + index);
      const stored = await Promise.all(sequences.map((seq) => streams.getMessage(EVENT_STREAM, { seq })));
      return stored.map((message) => ({ subject: message.subject, ...message.json<object>() })) as never;
    },

    /** Status code and report of a health address of the first process. */
    async health(of: 'live' | 'ready') {
      const response = await fetch(`${addresses[0]?.managementUrl}/health/${of}`);
      return { code: response.status, ...((await response.json()) as { status: string; dependencies: object }) };
    },

    async close() {
      await database.close();
      await Promise.all(services.map((service) => service.close()));
      await Promise.all([bus.close(), session.close(), auth.close()]);
      await infra.stop();
    },
  };
}

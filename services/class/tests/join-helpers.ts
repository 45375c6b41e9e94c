import { setTimeout as wait } from 'node:timers/promises';
import type { Person } from '@rollcall/service-kit/testing';
import { vi } from 'vitest';
import { type HttpAnswer, openClassService } from './helpers.ts';

export type JoinTest = Awaited<ReturnType<typeof openJoins>>;

interface Taught {
  classId: string;
  teacherToken: string;
}

/** How many wrong codes one address has in these tests. */
export const FAILURES_PER_ADDRESS = 40;

/** Status and code of an answer, in a line. */
export function outcome({ status, body }: HttpAnswer): string {
  return status < 300 ? `${status} ${body.data.status ?? 'ok'}` : `${status} ${body.code}`;
}

/** How often each outcome is there. */
export function tally(answers: HttpAnswer[]): Record<string, number> {
  const groups = Object.groupBy(answers, outcome);
  return Object.fromEntries(Object.entries(groups).map(([name, group]) => [name, group?.length ?? 0]));
}

/** The class service in two processes with a clock that can be set forward, and what joining needs. */
export async function openJoins() {
  let aheadMs = 0;
  const clock = { now: () => Date.now() + aheadMs };
  const service = await openClassService({
    processes: 2,
    env: { FAILED_JOINS_PER_ADDRESS: `${FAILURES_PER_ADDRESS}`, REQUESTS_PER_SECOND_PER_USER: '1000' },
    clock,
  });
  const { auth, database } = service;
  let addresses = 0;

  const codeOf = (classId: string) => `/api/v1/classes/${classId}/join-code`;
  const requestsOf = (classId: string) => `/api/v1/classes/${classId}/join-requests`;

  /** From an address of its own unless one is given; while the answer is 503 again after a while, as clients do. */
  async function join(
    student: Person,
    code: unknown,
    { process = 0, address = newAddress() } = {},
  ): Promise<HttpAnswer> {
    for (;;) {
      const response = await fetch(`${service.addresses[process]?.url}/api/v1/classes/join`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${auth.token(student)}`,
          'content-type': 'application/json',
          'x-forwarded-for': address,
        },
        body: JSON.stringify({ code }),
      });
      const body = await response.json();
      if (response.status !== 503) {
        return { status: response.status, body, retryAfter: response.headers.get('retry-after') } as HttpAnswer;
      }
      await wait(500 + Math.random() * 1_000);
    }
  }

  function newAddress(): string {
    addresses += 1;
    return `198.51.${Math.floor(addresses / 250)}.${addresses % 250}`;
  }

  return {
    ...service,
    codeOf,
    requestsOf,
    join,
    newAddress,
    student: () => auth.person('student'),
    students: (count: number) => Array.from({ length: count }, () => auth.person('student')),

    async setAhead(ms: number, work: () => Promise<void>) {
      aheadMs = ms;
      await work().finally(() => {
        aheadMs = 0;
      });
    },

    /** A class with a code. */
    async open(options: object = {}) {
      const { teacher, teacherToken, classId } = await service.classWith(0);
      const made = await service.call('POST', codeOf(classId), teacherToken, options);
      return { teacher, teacherToken, classId, code: made.body.data.code as string };
    },

    async usesLeft(classId: string, teacherToken: string) {
      return (await service.call('GET', codeOf(classId), teacherToken)).body.data.joinCode.usesLeft;
    },

    /** Approves or rejects. */
    decide: (verb: 'approve' | 'reject', token: string, classId: string, { _id }: Person, process = 0) =>
      service.callUntilAnswered('POST', `${requestsOf(classId)}/${_id}/${verb}`, token, {}, process),

    /** Who is in a class, at one moment: a read in several parts may pass by what changes meanwhile. */
    async enrolled(classId: string): Promise<string[]> {
      const asOfNow = { readConcern: { level: 'snapshot' } as const };
      const periods = await database.collection('enrolments').find({ classId, endedAt: null }, asOfNow).toArray();
      return periods.map(({ studentId }) => studentId).sort();
    },

    /** Puts a class beside another one into one course. */
    async sameCourse(classId: string, other: string) {
      const classes = database.collection<{ _id: string }>('classes');
      await classes.updateOne({ _id: classId }, { $set: { courseId: other } });
    },

    edit: ({ classId, teacherToken }: Taught, change: object) =>
      service.call('PATCH', `/api/v1/classes/${classId}`, teacherToken, change),

    /** The events of a class, when `count` are there. */
    async eventsOf(entityId: string, subject: string, count = 1) {
      return vi.waitFor(
        async () => {
          const events = (await service.events()).filter((one) => one.entityId === entityId && one.subject === subject);
          if (events.length < count) throw new Error(`${events.length} of ${subject}`);
          return events as ((typeof events)[number] & { actor: object })[];
        },
        { timeout: 5_000 },
      );
    },
  };
}

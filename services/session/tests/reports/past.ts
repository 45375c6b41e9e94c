import type { AttendanceStatus, Verification } from '@rollcall/contracts';
import type { Person } from '@rollcall/service-kit/testing';
import mongoose from 'mongoose';
import { defaultPolicy } from '../../src/domain/policy.ts';
import { compareResults, type Difference } from '../../src/operations/reports/rebuild-results.ts';
import { openRebuildSources } from '../../src/store/reports/rebuild-sources.ts';
import type { TestHall } from '../helpers.ts';

type Mark = AttendanceStatus | { status: AttendanceStatus; verification: Verification };

export interface PastSession {
  classId: string;
  teacherIds: string[];
  /** When it began; it ends an hour later. */
  at: string;
  /** Of each student the marks of the rounds, one after the other; undefined for none. */
  marks: [student: Person, ...rounds: (Mark | undefined)[]][];
  result?: 'best' | 'every';
  status?: 'ended' | 'cancelled';
  className?: string;
}

export type Past = Awaited<ReturnType<typeof openPast>>;

/** Sessions of former times, written straight into the database of a hall. */
export async function openPast(hall: TestHall) {
  const mongo = await mongoose.createConnection(hall.infra.mongodb.url, { dbName: 'rollcall-session' }).asPromise();
  const sources = openRebuildSources(mongo);
  let made = 0;

  async function differences(repair: boolean): Promise<Difference[]> {
    const found: Difference[] = [];
    for await (const one of compareResults(sources, repair)) found.push(one);
    return found;
  }

  return {
    mongo,
    sessions: mongo.collection<{ _id: string; [field: string]: unknown }>('sessions'),
    records: mongo.collection<{ _id: string; [field: string]: unknown }>('records'),
    results: mongo.collection<{ _id: string; [field: string]: unknown }>('results'),
    differences,

    /** Writes sessions with their records, and counts them. Answers their ids. */
    async add(...past: PastSession[]): Promise<string[]> {
      const ids = past.map(() => `5${(made++).toString(16).padStart(23, '0')}`);
      for (const [at, session] of past.entries()) {
        const _id = ids[at] ?? '';
        await mongo.collection<{ _id: string }>('sessions').insertOne(sessionOf(_id, session));
        const records = recordsOf(_id, session);
        if (records.length > 0) await mongo.collection<{ _id: string }>('records').insertMany(records);
      }
      await differences(true);
      return ids;
    },

    close: () => mongo.close(),
  };
}

function sessionOf(_id: string, session: PastSession) {
  const { classId, teacherIds, at, result = 'best', status = 'ended', className = 'Physics' } = session;
  const beginsAt = new Date(at);
  const endedAt = new Date(beginsAt.getTime() + 3_600_000);
  return {
    ...{ _id, schemaVersion: 2, institutionId: 'default', classId, className, courseName: null, teacherIds, status },
    ...{ openedBy: teacherIds[0] ?? '', teacherName: null, room: 'H1', startsAt: null, endsAt: null },
    ...{ beginsAt, startedAt: beginsAt, closingAt: endedAt, endedAt, cancelReason: null },
    rounds: Array.from({ length: roundsOf(session) }, (_, n) => {
      return { roundNumber: n + 1, startsAt: beginsAt, endsAt: endedAt };
    }),
    policy: { ...defaultPolicy({ rotationSeconds: 15, graceSeconds: 5 }), result },
    summary: { present: 0, late: 0, absent: 0, excused: 0, total: 0 },
  };
}

function roundsOf({ marks }: PastSession): number {
  return Math.max(1, ...marks.map(([, ...rounds]) => rounds.length));
}

function recordsOf(sessionId: string, { classId, at, marks }: PastSession) {
  return marks.flatMap(([student, ...rounds]) =>
    rounds.flatMap((mark, n) => {
      if (mark === undefined) return [];
      const { status, verification } = typeof mark === 'string' ? { status: mark, verification: 'confirmed' } : mark;
      return {
        ...{
          _id: `${sessionId}.${n + 1}.${student._id}`,
          schemaVersion: 1,
          institutionId: 'default',
          sessionId,
          classId,
        },
        ...{ studentId: student._id, roundNumber: n + 1, status, verification, method: 'qr', rev: 1 },
        recordedAt: new Date(Date.parse(at) + 60_000 * (n + 1)),
      };
    }),
  );
}

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { mainOf } from '@rollcall/dev-network';
import mongoose from 'mongoose';
import type { Hall } from '../hall/hall.ts';
import { studentId } from '../hall/neighbours.ts';
import { inParallel } from '../lib/in-parallel.ts';

const DAY_MS = 86_400_000;
const BATCH = 5_000;

export interface Past {
  classId: string;
  teacherId: string;
  students: number;
  sessions: number;
}

/** The id of a class's session by number, the first first. */
export function sessionIdOf({ classId }: Pick<Past, 'classId'>, number: number): string {
  return `5${classId.slice(-8)}${number.toString(16).padStart(15, '0')}`;
}

/** Of ten results seven are present, one each late, absent and excused; every tenth student is hardly ever there. */
const statusOf = (student: number, session: number) => {
  if (student % 10 === 0) return session % 4 === 0 ? 'present' : 'absent';
  const dice = (student * 7 + session * 13 + ((student * session) % 5)) % 10;
  return dice < 7 ? 'present' : (['late', 'absent', 'excused'] as const)[dice - 7];
};

/** Writes a class's sessions of former days and their records, a round each, straight into the database. */
export async function writePast(mongoUrl: string, past: Past): Promise<mongoose.Connection> {
  const connection = await mongoose.createConnection(mongoUrl, { dbName: 'rollcall-session' }).asPromise();
  const sessions = Array.from({ length: past.sessions }, (_, n) => sessionOf(past, n));
  await connection.collection<{ _id: string }>('sessions').insertMany(sessions);
  await inParallel(2, past.sessions, async (n) => {
    const records = Array.from({ length: past.students }, (_, student) => recordOf(past, n, student));
    for (let start = 0; start < records.length; start += BATCH) {
      const some = records.slice(start, start + BATCH);
      await connection.collection<{ _id: string }>('records').insertMany(some, { ordered: false });
    }
  });
  return connection;
}

function beginningOf({ sessions }: Past, n: number): Date {
  return new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS - (sessions - n) * 2 * DAY_MS);
}

function sessionOf(past: Past, n: number) {
  const beginsAt = beginningOf(past, n);
  const endedAt = new Date(beginsAt.getTime() + 5_400_000);
  return {
    ...{
      _id: sessionIdOf(past, n),
      schemaVersion: 2,
      institutionId: 'default',
      classId: past.classId,
      className: 'Physics',
    },
    ...{ courseName: 'Physics', teacherIds: [past.teacherId], openedBy: past.teacherId, teacherName: 'Ada' },
    ...{ status: 'ended', room: 'H1', startsAt: null, endsAt: null, beginsAt, startedAt: beginsAt },
    ...{ closingAt: endedAt, endedAt, cancelReason: null },
    rounds: [{ roundNumber: 1, startsAt: beginsAt, endsAt: endedAt }],
    policy: {
      ...{ lateAfterMinutes: 5, mode: 'rotating', rotationSeconds: 15, graceSeconds: 5, slots: 4 },
      ...{ typedCode: 'flag', geofence: null, device: 'off', result: 'best' },
    },
    summary: { present: 0, late: 0, absent: 0, excused: 0, total: past.students },
  };
}

function recordOf(past: Past, n: number, student: number) {
  const id = studentId(student);
  const sessionId = sessionIdOf(past, n);
  return {
    ...{ _id: `${sessionId}.1.${id}`, schemaVersion: 1, institutionId: 'default', sessionId, classId: past.classId },
    ...{ studentId: id, roundNumber: 1, status: statusOf(student, n), method: 'qr', rev: 1 },
    verification: student % 100 === 0 ? 'flagged' : 'confirmed',
    recordedAt: new Date(beginningOf(past, n).getTime() + student * 10),
  };
}

/** Counts the results of all that was written, or verifies them. */
export async function rebuildResults({ infra }: Hall, ...args: string[]): Promise<void> {
  const env = { ...process.env, MONGODB_URL: infra.mongodb.url };
  await promisify(execFile)(process.execPath, [mainOf('session'), 'reports:rebuild', ...args], { env });
}

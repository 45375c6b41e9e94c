import mongoose from 'mongoose';
import type { Hall } from '../hall/hall.ts';

const DAY_MS = 86_400_000;
const STATUSES = ['present', 'present', 'present', 'late', 'absent', 'excused'];
const POLICY = {
  lateAfterMinutes: 5,
  mode: 'rotating',
  rotationSeconds: 15,
  graceSeconds: 5,
  slots: 1,
  typedCode: 'allowed',
  geofence: null,
  device: 'off',
  result: 'best',
};

/** Stores so many sessions that have ended, a day apart, each with a record of every student; nobody scans them. */
export async function fillClass(
  { infra, neighbours }: Hall,
  { classId, students, sessions }: { classId: string; students: number; sessions: number },
): Promise<void> {
  const database = await mongoose.createConnection(infra.mongodb.url, { dbName: 'rollcall-session' }).asPromise();
  const common = { schemaVersion: 2, institutionId: 'default', classId };
  for (let n = 0; n < sessions; n += 1) {
    const sessionId = `5${classId.slice(-8)}${n.toString(16).padStart(15, '0')}`;
    const startedAt = new Date(Date.now() - (sessions - n) * DAY_MS);
    const endedAt = new Date(startedAt.getTime() + 5_400_000);
    await database.collection<{ _id: string }>('sessions').insertOne({
      ...common,
      ...{ _id: sessionId, className: 'Physics', courseName: 'Physics for everybody', status: 'ended' },
      ...{ teacherIds: [neighbours.teacher._id], openedBy: neighbours.teacher._id, teacherName: 'A teacher' },
      ...{ room: null, startsAt: null, endsAt: null, beginsAt: startedAt, startedAt, closingAt: endedAt, endedAt },
      ...{ cancelReason: null, rounds: [{ roundNumber: 1, startsAt: startedAt, endsAt: endedAt }], policy: POLICY },
      summary: { present: 0, late: 0, absent: 0, excused: 0, total: students },
    } as { _id: string });
    const records = Array.from({ length: students }, (_, of) => {
      const studentId = neighbours.studentId(of);
      return {
        ...common,
        ...{ _id: `${sessionId}.1.${studentId}`, schemaVersion: 1, sessionId, studentId, roundNumber: 1, rev: 1 },
        ...{ status: STATUSES[(of + n) % STATUSES.length], verification: 'confirmed', method: 'qr' },
        recordedAt: startedAt,
      };
    });
    await database.collection<{ _id: string }>('records').insertMany(records, { ordered: false });
  }
  await database.close();
}

import type { AttendanceStatus, Attended, Verification } from '@rollcall/contracts';
import { figuresOf, type Tally } from '../domain/rates.ts';
import type { RecordDocument } from '../store/records.ts';
import type { Group } from '../store/reports/reports.ts';
import type { SessionDocument } from '../store/sessions.ts';

const worstFirst: Verification[] = ['rejected', 'flagged', 'pending', 'confirmed'];

/** Of several rounds the one that a person should look at first; null without any. */
export function worstVerification(records: Pick<RecordDocument, 'verification'>[]): Verification | null {
  return worstFirst.find((worst) => records.some(({ verification }) => verification === worst)) ?? null;
}

/** A student's part in a session. */
export function presentAttended(one: {
  session: SessionDocument;
  status: AttendanceStatus | null;
  records: RecordDocument[];
}): Attended {
  const { session, status, records } = one;
  const { _id, classId, className, courseName, beginsAt, startedAt, endedAt, room, open = false } = session;
  return {
    sessionId: _id,
    ...{ classId, className, courseName, room, status },
    beginsAt: beginsAt.toISOString(),
    startedAt: startedAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
    running: open,
    verification: worstVerification(records),
    rounds: records.map(({ roundNumber, status, verification, method, recordedAt }) => {
      return { roundNumber, status, verification, method, recordedAt: recordedAt.toISOString() };
    }),
  };
}

/** A student's numbers under the name that the person has now. */
export function presentStudent(
  studentId: string,
  { counts, absencesInARow }: Tally,
  { names, enrolled }: { names: ReadonlyMap<string, string>; enrolled: ReadonlySet<string> },
) {
  const name = names.get(studentId) ?? null;
  return { studentId, name, enrolled: enrolled.has(studentId), ...figuresOf(counts), absencesInARow };
}

/** Groups of time, each by its first day. */
export function presentOverTime(groups: Group<string>[]) {
  return groups.map(({ key, counts }) => ({ date: key, ...figuresOf(counts) }));
}

/** A session that waits or runs. */
export function presentPlanned(session: SessionDocument) {
  const { _id, classId, className, status, room, startsAt, endsAt, startedAt } = session;
  return {
    ...{ _id, classId, className, status, room },
    startsAt: startsAt?.toISOString() ?? null,
    endsAt: endsAt?.toISOString() ?? null,
    startedAt: startedAt?.toISOString() ?? null,
  };
}

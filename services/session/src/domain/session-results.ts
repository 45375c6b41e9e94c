import { createHash } from 'node:crypto';
import type { AttendanceStatus, SessionPolicy } from '@rollcall/contracts';
import { letterOf } from './result-letters.ts';
import { type CountedRecord, countStatuses, resultsOf } from './status.ts';

interface EndedSession {
  _id: string;
  institutionId: string;
  classId: string;
  className: string;
  courseName: string | null;
  teacherIds: string[];
  beginsAt: Date;
  policy: Pick<SessionPolicy, 'result'>;
}

export type CountedResults = ReturnType<typeof countResults>;

/** What is kept of a session that has ended, with who is in it: all that reports are made from. */
export function countResults(session: EndedSession, records: CountedRecord[]) {
  const { _id, institutionId, classId, className, courseName, teacherIds, beginsAt, policy } = session;
  const results = resultsOf(records, policy);
  const studentIds = results.map(({ studentId }) => studentId);
  const statuses: AttendanceStatus[] = results.map(({ status }) => status);
  return {
    studentIds,
    results: {
      ...{ _id, institutionId, classId, className, courseName, teacherIds, beginsAt },
      rosterId: rosterIdOf(classId, studentIds),
      statuses: statuses.map(letterOf).join(''),
      counts: countStatuses(statuses),
    },
  };
}

/** Follows from who is in it, so that two who store the same roster store one. */
function rosterIdOf(classId: string, studentIds: string[]): string {
  const hash = createHash('sha256').update(studentIds.join()).digest('hex');
  return `${classId}.${hash.slice(0, 32)}`;
}

import { flaggedDrafts } from './attendance-flagged.ts';
import type { React } from './reaction.ts';

/** A scan that counts. A doubtful one is told as that, also to the teachers. */
export const attendanceRecorded: React<'attendanceRecorded'> = (_, { id: eventId, data }, facts) => {
  const { recordId, sessionId, classId, studentId, roundNumber, status, verification, recordedAt } = data;
  // Told again by another process, it has another time in its envelope, but not in here.
  const at = new Date(recordedAt);
  if (verification === 'flagged') return flaggedDrafts(eventId, data, at, facts);
  const found = facts.classOf(classId);
  if (!found) return {};
  const words = { sessionId, classId, className: found.className, recordId, roundNumber, status };
  return { drafts: [{ eventId, userId: studentId, at, kind: 'attendance_recorded', data: words }] };
};

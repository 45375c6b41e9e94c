import { type React, timeOf } from './reaction.ts';

/** Somebody changed a mark by hand. */
export const attendanceChanged: React<'attendanceChanged'> = (_, event, facts) => {
  const { recordId, sessionId, classId, studentId, roundNumber, from, status, why } = event.data;
  const className = facts.classOf(classId)?.className;
  if (className === undefined) return {};
  const data = { sessionId, classId, className, recordId, roundNumber, from, to: status, why };
  return {
    drafts: [{ eventId: event.id, userId: studentId, at: timeOf(event), kind: 'attendance_changed', data }],
  };
};

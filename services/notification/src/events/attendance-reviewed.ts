import { about } from '../domain/draft.ts';
import { type React, timeOf } from './reaction.ts';

/** A teacher has decided about a doubtful record: it waits no more, and the student hears of it. */
export const attendanceReviewed: React<'attendanceReviewed'> = (_, event, facts) => {
  const { recordId, sessionId, classId, studentId, roundNumber, status, verification, why } = event.data;
  const at = timeOf(event);
  const settled = [{ about: about.flag(recordId), at }];
  const className = facts.classOf(classId)?.className;
  if (className === undefined) return { settled };
  const data = { sessionId, classId, className, recordId, roundNumber, status, verification, why };
  return { settled, drafts: [{ eventId: event.id, userId: studentId, at, kind: 'attendance_reviewed', data }] };
};

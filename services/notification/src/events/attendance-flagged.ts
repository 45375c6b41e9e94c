import type { EventData } from '@rollcall/contracts';
import { about } from '../domain/draft.ts';
import type { Facts } from './facts.ts';
import { type React, type Reaction, timeOf } from './reaction.ts';

/** A record became doubtful: it waits for a teacher. */
export const attendanceFlagged: React<'attendanceFlagged'> = (_, event, facts) =>
  flaggedDrafts(event.id, event.data, timeOf(event), facts);

/** To the student, and with the name to the class's teachers. */
export function flaggedDrafts(
  eventId: string,
  { recordId, sessionId, classId, studentId, roundNumber, status, flags }: EventData<'attendanceFlagged'>,
  at: Date,
  facts: Facts,
): Reaction {
  const found = facts.classOf(classId);
  if (!found) return {};
  const { className, teacherIds } = found;
  const common = { eventId, at, kind: 'attendance_flagged', about: about.flag(recordId) } as const;
  const words = { sessionId, classId, className, recordId, roundNumber, status, flags, studentId };
  const studentName = facts.nameOf(studentId);
  return {
    drafts: [
      { ...common, userId: studentId, data: { ...words, studentName: null } },
      ...teacherIds.map((userId) => ({ ...common, userId, data: { ...words, studentName } })),
    ],
  };
}

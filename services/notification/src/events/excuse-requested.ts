import { about } from '../domain/draft.ts';
import { type React, timeOf } from './reaction.ts';

/** A student wants to be excused: the class's teachers decide. */
export const excuseRequested: React<'excuseRequested'> = (_, event, facts) => {
  const { excuseId, classId, studentId } = event.data;
  const found = facts.classOf(classId);
  if (!found) return {};
  const { className, teacherIds } = found;
  const data = { excuseId, classId, className, studentId, studentName: facts.nameOf(studentId) };
  const common = { eventId: event.id, at: timeOf(event), about: about.excuse(excuseId) };
  return { drafts: teacherIds.map((userId) => ({ ...common, userId, kind: 'excuse_requested', data })) };
};

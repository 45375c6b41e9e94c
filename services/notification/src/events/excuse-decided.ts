import { about } from '../domain/draft.ts';
import { type React, timeOf } from './reaction.ts';

/** A wish to be excused was decided: it waits for no teacher any more, and the student hears of it. */
export const excuseDecided: React<'excuseDecided'> = (_, event, facts) => {
  const { excuseId, classId, studentId, approved, why } = event.data;
  const at = timeOf(event);
  const settled = [{ about: about.excuse(excuseId), at }];
  const className = facts.classOf(classId)?.className;
  if (className === undefined) return { settled };
  const data = { excuseId, classId, className, approved, why };
  return { settled, drafts: [{ eventId: event.id, userId: studentId, at, kind: 'excuse_decided', data }] };
};

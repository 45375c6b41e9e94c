import { about } from '../domain/draft.ts';
import { toStudents } from '../operations/to-students.ts';
import { type React, timeOf } from './reaction.ts';

/** A session does not take place: the class's students hear of it, and nobody needs to be reminded any more. */
export const sessionCancelled: React<'sessionCancelled'> = async (context, event, facts) => {
  const { sessionId, classId, why } = event.data;
  const at = timeOf(event);
  await context.sessionPlans.close(sessionId, at);
  const settled = [{ about: about.reminder(sessionId), at }];
  const className = facts.classOf(classId)?.className;
  if (className === undefined) return { settled };
  const data = { sessionId, classId, className, why };
  const words = { eventId: event.id, at, kind: 'session_cancelled', data } as const;
  return { settled, drafts: await toStudents(context, classId, words) };
};

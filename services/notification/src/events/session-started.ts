import { about } from '../domain/draft.ts';
import { toStudents } from '../operations/to-students.ts';
import { type React, timeOf } from './reaction.ts';

/** A session has begun: the enrolled students hear of it, and nobody needs to be reminded any more. */
export const sessionStarted: React<'sessionStarted'> = async (context, event, facts) => {
  const { sessionId, classId, startedAt } = event.data;
  const at = timeOf(event);
  await context.sessionPlans.close(sessionId, at);
  const settled = [{ about: about.reminder(sessionId), at }];
  const className = facts.classOf(classId)?.className;
  if (className === undefined) return { settled };
  const data = { sessionId, classId, className, startedAt };
  const words = { eventId: event.id, at, kind: 'session_started', data } as const;
  return { settled, drafts: await toStudents(context, classId, words) };
};

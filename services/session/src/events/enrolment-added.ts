import { consumer } from '@rollcall/service-kit';
import type { Context } from '../context.ts';

/** Somebody who is enrolled while a session runs is on its roster at once. */
export const enrolmentAdded = consumer('enrolmentAdded', async (context: Context, { classId, studentId }) => {
  context.enrolments.noteEnrolment(classId, studentId);
  const session = await context.sessions.openOfClass(classId);
  if (session) await context.live.addToRoster(session._id, studentId);
});

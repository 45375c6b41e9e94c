import type { Context } from '../context.ts';
import { about } from '../domain/draft.ts';
import { notify } from './notify.ts';
import { toStudents } from './to-students.ts';

/** Reminds students and teachers of a session that begins then, unless it does not any more or they have been. */
export async function remind(context: Context, sessionId: string, startsAt: Date): Promise<void> {
  const { sessionPlans, classes, clock } = context;
  const plan = await sessionPlans.open(sessionId, startsAt);
  if (!plan || startsAt.getTime() <= clock.now()) return;
  const found = await classes.get(plan.classId);
  if (found) {
    const { _id: classId, className, teacherIds } = found;
    const data = { sessionId, classId, className, startsAt: startsAt.toISOString() };
    const words = {
      eventId: `reminder.${sessionId}.${startsAt.getTime()}`,
      at: new Date(clock.now()),
      kind: 'session_reminder',
      data,
      about: about.reminder(sessionId),
    } as const;
    const toTeachers = teacherIds.map((userId) => ({ ...words, userId }));
    await notify(context, [...toTeachers, ...(await toStudents(context, classId, words))]);
  }
  await sessionPlans.reminded(sessionId, startsAt);
}

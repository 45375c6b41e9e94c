import { type React, timeOf } from './reaction.ts';

/** A session will begin, or begins at another time than was said before: people are reminded of it. */
export const sessionScheduled: React<'sessionScheduled'> = async ({ sessionPlans, reminders }, event) => {
  const { sessionId, classId } = event.data;
  const startsAt = new Date(event.data.startsAt);
  const isNews = await sessionPlans.plan(sessionId, { classId, startsAt, plannedAt: timeOf(event) });
  if (isNews) await reminders.set(sessionId, startsAt);
  return {};
};

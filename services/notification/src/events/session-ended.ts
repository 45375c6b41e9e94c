import { type React, timeOf } from './reaction.ts';

/** Who was absent once too often is looked at beside the events. */
export const sessionEnded: React<'sessionEnded'> = async ({ sessionPlans, absenceChecks, clock }, event) => {
  const { sessionId, classId, endedAt } = event.data;
  await sessionPlans.close(sessionId, timeOf(event));
  await absenceChecks.add(sessionId, classId, new Date(endedAt), new Date(clock.now()));
  return {};
};

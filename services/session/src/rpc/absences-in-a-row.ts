import { rpcs } from '@rollcall/contracts';
import { answer } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { tallyStudents } from '../domain/tally-class.ts';
import { recount } from '../operations/recount.ts';

const MOST = 20;

/** By the last results of the class; a session that a student has no result in does not count. */
export const absencesInARow = answer(rpcs.session.absencesInARow, async (context: Context, { sessionId, atLeast }) => {
  const session = await context.sessions.get(sessionId);
  if (session?.status !== 'ended') return { students: [] };
  // The end is told before it is counted.
  if (!(await context.reports.getResults(sessionId))) await recount(context, sessionId);
  const { classId, beginsAt } = session;
  const { sessions, rosters } = await context.reports.ofClass(classId, { until: beginsAt }, MOST);
  const tallies = tallyStudents(sessions, rosters);
  const students = (rosters.get(sessions.at(-1)?.rosterId ?? '') ?? []).map((studentId) => ({
    studentId,
    inARow: tallies.get(studentId)?.absencesInARow ?? 0,
  }));
  return { students: students.filter((one) => one.inARow >= atLeast) };
});

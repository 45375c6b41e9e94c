import { rpcs } from '@rollcall/contracts';
import { answer } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { countsAs, resultOf } from '../domain/status.ts';
import type { SessionDocument } from '../store/session-document.ts';

const MOST = 20;

/** Looks back session by session, for as long as there are students who were always absent. */
export const absencesInARow = answer(rpcs.session.absencesInARow, async (context: Context, { sessionId, atLeast }) => {
  const session = await context.sessions.get(sessionId);
  if (session?.status !== 'ended') return { students: [] };
  const inARow = new Map<string, number>();
  let still = await absentIn(context, session);
  for (const former of await context.sessions.endedBefore(session, MOST - 1)) {
    for (const studentId of still) inARow.set(studentId, (inARow.get(studentId) ?? 0) + 1);
    const absent = await absentIn(context, former);
    still = new Set([...still].filter((studentId) => absent.has(studentId)));
    if (still.size === 0) break;
  }
  for (const studentId of still) inARow.set(studentId, (inARow.get(studentId) ?? 0) + 1);
  const students = [...inARow].map(([studentId, count]) => ({ studentId, inARow: count }));
  return { students: students.filter((one) => one.inARow >= atLeast) };
});

async function absentIn(context: Context, { _id, policy }: SessionDocument): Promise<Set<string>> {
  const byStudent = Map.groupBy(await context.records.allOfSession(_id), ({ studentId }) => studentId);
  const absent = [...byStudent].filter(([, records]) => resultOf(records.map(countsAs), policy.result) === 'absent');
  return new Set(absent.map(([studentId]) => studentId));
}

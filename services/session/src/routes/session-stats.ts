import { routes } from '@rollcall/contracts';
import { operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { countsAs, resultOf, summarise, summariseSession } from '../domain/status.ts';
import { findForTeacher } from '../operations/find-session.ts';
import { readSummary } from '../operations/read-session.ts';
import { presentRound } from '../presenters/present.ts';

export const sessionStats = operation(routes.sessionStats, async (context: Context, { ids, caller, trace }) => {
  const session = await findForTeacher(context, { by: caller, sessionId: ids.id });
  const records = await context.records.allOfSession(session._id);
  const counted = summariseSession(session, records);
  // A session that was cancelled, or waits for its start, has no roster.
  const { total } = session.open || session.summary ? await readSummary(context, session, trace) : counted;
  const byStudent = Map.groupBy(records, (record) => record.studentId);
  return {
    sessionId: session._id,
    summary: { ...counted, total },
    flagged: records.filter(({ verification }) => verification === 'flagged').length,
    rounds: session.rounds.map((round) => {
      const ofRound = records.filter(({ roundNumber }) => roundNumber === round.roundNumber);
      return { ...presentRound(session._id, round), summary: summarise(ofRound.map(countsAs), total) };
    }),
    students: [...byStudent].map(([studentId, ofStudent]) => ({
      studentId,
      status: resultOf(ofStudent.map(countsAs), session.policy.result),
      rounds: ofStudent.map(({ roundNumber, status, verification }) => ({ roundNumber, status, verification })),
    })),
  };
});

import { routes } from '@rollcall/contracts';
import { AppError, operation, type Trace } from '@rollcall/service-kit';
import type { Context } from '../../context.ts';
import { figuresOf } from '../../domain/rates.ts';
import { countStatuses, countsAs, resultsOf, summarise } from '../../domain/status.ts';
import { getSession } from '../../operations/find-session.ts';
import { namesOf } from '../../operations/people.ts';
import { requireStaffOf } from '../../operations/require-staff.ts';
import { presentRound } from '../../presenters/present.ts';
import { presentSessionStudent } from '../../presenters/session-student.ts';
import type { SessionDocument } from '../../store/sessions.ts';

export const sessionReport = operation(routes.sessionReport, async (context: Context, { ids, caller, trace }) => {
  const session = await getSession(context, ids.id);
  await requireStaffOf(context, session.classId, caller, trace).catch(likeTheSession);
  const [records, roster] = await Promise.all([
    context.records.allOfSession(session._id),
    rosterOf(context, session, trace),
  ]);
  const results = new Map(resultsOf(records, session.policy).map(({ studentId, status }) => [studentId, status]));
  const byStudent = Map.groupBy(records, ({ studentId }) => studentId);
  const studentIds = [...new Set([...byStudent.keys(), ...roster])];
  const names = await namesOf(context, studentIds, trace);
  const { _id: sessionId, classId, className, courseName, status, room, beginsAt, endedAt } = session;
  return {
    ...{ sessionId, classId, className, courseName, status, room },
    beginsAt: beginsAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    ...figuresOf({ ...countStatuses(results.values()), sessions: 1 }),
    rounds: session.rounds.map((round) => {
      const ofRound = records.filter(({ roundNumber }) => roundNumber === round.roundNumber);
      const flagged = ofRound.filter(({ verification }) => verification === 'flagged').length;
      return {
        ...presentRound(sessionId, round),
        summary: summarise(ofRound.map(countsAs), studentIds.length),
        flagged,
      };
    }),
    students: studentIds
      .map((studentId) => ({
        studentId,
        name: names.get(studentId) ?? null,
        status: results.get(studentId) ?? null,
        ...presentSessionStudent(session, byStudent.get(studentId) ?? []),
      }))
      .sort((one, other) => ((one.name ?? '') < (other.name ?? '') ? -1 : 1)),
  };
});

/** Who may still be marked; of a session that has ended everybody has a record. */
async function rosterOf({ enrolments }: Context, { open, classId }: SessionDocument, trace: Trace): Promise<string[]> {
  const studentIds: string[] = [];
  if (open) for await (const page of enrolments.roster(classId, trace)) studentIds.push(...page);
  return studentIds;
}

/** Of a class that is gone there is nobody who teaches it. */
function likeTheSession(error: unknown): never {
  throw error instanceof AppError && error.code === 'class_not_found' ? new AppError('not_class_teacher') : error;
}

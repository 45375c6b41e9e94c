import type { Context } from '../context.ts';
import { noteOf, problemsOf, whyNoAccount, whyNotEnrolled } from '../domain/roster-row.ts';
import type { ClassDocument } from '../store/classes.ts';
import { findAccounts } from './find-accounts.ts';
import { openClass, traceOf } from './open-class.ts';
import type { RosterImportDocument, RosterRow } from './roster-imports.ts';

type Accounts = Awaited<ReturnType<typeof findAccounts>>;

/** Judges rows by themselves, by the accounts that there are and by the classes of the course. */
export async function checkRows(context: Context, job: RosterImportDocument, rows: RosterRow[]): Promise<RosterRow[]> {
  const into = await openClass(context, job.classId);
  const read = rows.map((row): RosterRow => {
    const problems = problemsOf(row);
    return problems.length === 0 ? row : { ...row, result: 'invalid', problem: problems.join(' ') };
  });
  const good = read.filter(({ result }) => result !== 'invalid');
  const accounts = await findAccounts(context, good, traceOf(job));
  const judged = read.map((row) => (row.result === 'invalid' ? row : judge(row, job, accounts)));
  return compareWithCourse(context, into, job, judged);
}

function judge(row: RosterRow, { createMissing }: RosterImportDocument, accounts: Accounts): RosterRow {
  const { byEmail, byNumber } = accounts(row);
  if (byEmail && byNumber && byEmail._id !== byNumber._id) {
    return invalid(row, 'The e-mail address and the student number belong to different accounts.');
  }
  const account = byEmail ?? byNumber;
  if (account) {
    const refusal = whyNotEnrolled(account);
    if (refusal !== null) return invalid(row, refusal);
    return { ...row, result: 'ready', userId: account._id, note: noteOf(row, account) };
  }
  if (!createMissing) return { ...row, result: 'unknown', problem: 'There is no such account.' };
  const problem = whyNoAccount(row);
  return { ...row, result: problem === null ? 'ready' : 'unknown', problem };
}

async function compareWithCourse(
  { enrolments }: Context,
  { _id: classId, courseId }: ClassDocument,
  { move }: RosterImportDocument,
  rows: RosterRow[],
): Promise<RosterRow[]> {
  const studentIds = rows.flatMap(({ result, userId }) => (result === 'ready' && userId !== null ? [userId] : []));
  const latest = await enrolments.latestInCourse(courseId, studentIds);
  return rows.map((row) => {
    const period = row.result === 'ready' && row.userId !== null ? latest.get(row.userId) : undefined;
    if (!period || period.endedAt) return row;
    if (period.classId === classId) return { ...row, result: 'already' };
    return move ? row : { ...row, result: 'other_class' };
  });
}

function invalid(row: RosterRow, problem: string): RosterRow {
  return { ...row, result: 'invalid', problem };
}

import { rpcs } from '@rollcall/contracts';
import { request, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { whyNotEnrolled } from '../domain/roster-row.ts';
import type { Student } from '../domain/student-copy.ts';
import { enrolMany } from '../operations/enrol-many.ts';
import { openClass, traceOf } from './open-class.ts';
import type { RosterImportDocument, RosterRow } from './roster-imports.ts';

/** The account of a row, or why it has none that can be enrolled. */
type Found = { student: Student; created: boolean } | { problem: string };

/**
 * Enrols the students of rows that are `ready`, at most 500, with accounts made first for those who have none. May be repeated
 * after a crash: auth knows which accounts this import made, and whoever is in the class is not enrolled again.
 */
export async function addRows(context: Context, job: RosterImportDocument, rows: RosterRow[]): Promise<RosterRow[]> {
  const into = await openClass(context, job.classId);
  const trace = traceOf(job);
  const [known, made] = await Promise.all([
    readAccounts(context, rows, trace),
    makeAccounts(context, job, rows, trace),
  ]);
  const found = new Map<RosterRow, Found>([...known, ...made]);
  const students = [...found.values()].flatMap((one) => ('student' in one ? [one.student] : []));
  const placing = { class: into, students, move: job.move, how: 'import' as const };
  const outcomes = await enrolMany(context, placing, trace);
  return rows.map((row): RosterRow => {
    const one = found.get(row) ?? gone;
    if ('problem' in one) return { ...row, result: 'invalid', problem: one.problem };
    const { _id: userId } = one.student;
    const outcome = outcomes.get(userId) ?? null;
    return { ...row, userId, result: one.created && outcome !== 'other_class' ? 'created' : outcome };
  });
}

const gone: Found = { problem: 'The account is gone.' };

/** As they are now: somebody may have been disabled since the rows were checked. */
async function readAccounts({ bus }: Context, rows: RosterRow[], trace: Trace): Promise<[RosterRow, Found][]> {
  const some = rows.filter(({ userId }) => userId !== null);
  if (some.length === 0) return [];
  const ids = some.flatMap(({ userId }) => userId ?? []);
  const { users } = await request(bus, rpcs.auth.usersById, { ids }, trace);
  const people = new Map(users.map((user) => [user._id, user]));
  return some.map((row) => {
    const user = people.get(row.userId ?? '');
    return [row, user ? foundOf(user, false) : gone];
  });
}

async function makeAccounts(
  { bus }: Context,
  { _id: importId, invite }: RosterImportDocument,
  rows: RosterRow[],
  trace: Trace,
): Promise<[RosterRow, Found][]> {
  const some = rows.filter(({ userId }) => userId === null);
  if (some.length === 0) return [];
  const students = some.map(({ name, email, studentNumber }) => ({ name, email, studentNumber }));
  const ensured = await request(bus, rpcs.auth.ensureStudents, { importId, invite, students }, trace);
  return some.map((row, index) => {
    const { user = null, created = false, problem = null } = ensured.students[index] ?? {};
    return [row, user ? foundOf(user, created) : problem === null ? gone : { problem }];
  });
}

function foundOf(user: Student & { role: string }, created: boolean): Found {
  const problem = whyNotEnrolled(user);
  return problem === null ? { student: user, created } : { problem };
}

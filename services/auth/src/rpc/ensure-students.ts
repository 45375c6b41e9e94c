import type { Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { addRows } from '../imports/add-rows.ts';
import { checkRows } from '../imports/check-rows.ts';
import type { UserImportRow } from '../imports/user-imports.ts';
import { presentPerson } from '../presenters/user.ts';

interface EnsureStudents {
  importId: string;
  invite: boolean;
  students: { name: string; email: string; studentNumber: string }[];
}

/** Treats them as the rows of an import of accounts, so that the same rules hold. */
export async function ensureStudents(context: Context, { importId, invite, students }: EnsureStudents, trace: Trace) {
  const rows = students.map(
    (student, index): UserImportRow => ({
      ...{ email: student.email, name: student.name, studentNumber: student.studentNumber, role: '', username: '' },
      ...{ line: index, result: null, problem: null, userId: null },
    }),
  );
  const checked = await checkRows(context, importId, rows);
  const added = await addRows(context, { importId, role: 'student', invite }, checked, trace);
  const found = await context.users.byIds(added.flatMap(({ userId }) => userId ?? []));
  const people = new Map(found.map((user) => [user._id, presentPerson(user)]));
  return {
    students: added.map(({ result, problem, userId }) => ({
      // With a problem the account is somebody else's, who has the student number.
      user: (problem === null && userId !== null && people.get(userId)) || null,
      created: result === 'added',
      problem,
    })),
  };
}

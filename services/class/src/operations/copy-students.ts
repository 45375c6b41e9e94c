import { isDeepStrictEqual } from 'node:util';
import { rpcs } from '@rollcall/contracts';
import { request, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { copyOf, type StudentCopy } from '../domain/student-copy.ts';

const ATTEMPTS = 5;
const WRITES_AT_ONCE = 20;

/** Accounts that are gone are kept without a name, so that nobody asks for them for ever. */
const gone = copyOf({ name: '', email: '', studentNumber: null, disabled: true });

/**
 * Copies names and flags of students, as auth tells them now, into their current enrolments. At most 1,000. Auth is asked
 * again after the writing, so that of two who copy at once the one with the older answer does not have the last word.
 */
export async function copyStudents(context: Context, studentIds: string[], trace: Trace): Promise<void> {
  let written = new Map<string, StudentCopy>();
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const copies = await readCopies(context, studentIds, trace);
    const outdated = [...copies].filter(([studentId, copy]) => !isDeepStrictEqual(written.get(studentId), copy));
    if (outdated.length === 0) return;
    const left = outdated.values();
    const work = async () => {
      for (const [studentId, copy] of left) await context.enrolments.copyStudent(studentId, copy);
    };
    await Promise.all(Array.from({ length: WRITES_AT_ONCE }, work));
    written = copies;
  }
}

async function readCopies(context: Context, studentIds: string[], trace: Trace): Promise<Map<string, StudentCopy>> {
  const { users } = await request(context.bus, rpcs.auth.usersById, { ids: studentIds }, trace);
  const known = new Map(users.map((user) => [user._id, copyOf(user)]));
  return new Map(studentIds.map((studentId) => [studentId, known.get(studentId) ?? gone]));
}

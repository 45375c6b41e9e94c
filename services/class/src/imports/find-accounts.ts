import { rpcs, toEmailKey } from '@rollcall/contracts';
import { request, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import type { RosterTexts } from '../domain/roster-row.ts';

/** Looks for the accounts that rows mean, at most 1,000: by e-mail address, then by student number. */
export async function findAccounts({ bus }: Pick<Context, 'bus'>, rows: RosterTexts[], trace: Trace) {
  const emails = [...new Set(rows.flatMap(({ email }) => (email === '' ? [] : toEmailKey(email))))];
  const studentNumbers = [...new Set(rows.flatMap(({ studentNumber }) => studentNumber || []))];
  const [ofEmails, ofNumbers] = await Promise.all([
    emails.length === 0 ? nobody : request(bus, rpcs.auth.usersByEmail, { emails }, trace),
    studentNumbers.length === 0 ? nobody : request(bus, rpcs.auth.usersByStudentNumber, { studentNumbers }, trace),
  ]);
  const byEmail = new Map(ofEmails.users.map((user) => [toEmailKey(user.email), user]));
  const byNumber = new Map(ofNumbers.users.map((user) => [user.studentNumber, user]));
  return ({ email, studentNumber }: RosterTexts) => ({
    byEmail: email === '' ? undefined : byEmail.get(toEmailKey(email)),
    byNumber: studentNumber === '' ? undefined : byNumber.get(studentNumber),
  });
}

const nobody = { users: [] };

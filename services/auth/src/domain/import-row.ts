import { routes } from '@rollcall/contracts';
import { toEmailKey } from './email.ts';
import { roleOfWord } from './role-words.ts';
import { toUsernameKey } from './username.ts';

/** A row of a file as it was read: texts, empty where there is nothing. */
export interface RowTexts {
  email: string;
  name: string;
  role: string;
  username: string;
  studentNumber: string;
}

/** An account that a row asks for. */
export interface WantedAccount {
  email: string;
  name: string;
  /** Undefined where the row names none. */
  role: 'student' | 'teacher' | undefined;
  username: string | undefined;
  studentNumber: string | undefined;
}

const identity = routes.createUser.body.pick({ email: true, name: true, username: true, studentNumber: true });

/** What a row asks for, or sentences about what is wrong with it. */
export function readRow(row: RowTexts): WantedAccount | { problems: string[] } {
  const { email, name } = row;
  const username = row.username || undefined;
  const studentNumber = row.studentNumber || undefined;
  const read = identity.safeParse({ email, name, username, studentNumber });
  const role = row.role === '' ? undefined : (roleOfWord(row.role) ?? 'unknown');
  const wrong = new Set(read.error?.issues.map(({ path }) => path[0]));
  const problems = [
    ...(wrong.has('email') ? [problemOfEmail(row.email)] : []),
    ...(wrong.has('name') ? [problemOfName(row.name)] : []),
    ...(wrong.has('username') ? ['A username has 3 to 64 letters, digits, dots, hyphens or underscores.'] : []),
    ...(wrong.has('studentNumber') ? ['A student number has at most 50 visible characters.'] : []),
    ...(role === 'unknown' ? ['The role is neither student nor teacher.'] : []),
    ...(role === 'admin' ? ['Administrators are not imported. Create them one by one.'] : []),
  ];
  if (!read.success || role === 'unknown' || role === 'admin') return { problems };
  return { email, name, role, username, studentNumber };
}

function problemOfEmail(text: string): string {
  return text === '' ? 'The e-mail address is missing.' : 'This is not an e-mail address.';
}

function problemOfName(text: string): string {
  return text === '' ? 'The name is missing.' : 'A name has at most 200 visible characters.';
}

/** What the account of a row is told apart from others by. */
export function keysOf({ email, username, studentNumber }: Pick<RowTexts, 'email' | 'username' | 'studentNumber'>) {
  return {
    emailKey: toEmailKey(email),
    usernameKey: username === '' ? undefined : toUsernameKey(username),
    studentNumber: studentNumber === '' ? undefined : studentNumber,
  };
}

import { routes, toEmailKey } from '@rollcall/contracts';
import { fold } from '@rollcall/service-kit';
import type { Student } from './student-copy.ts';

/** A row of a file as it was read: texts, empty where there is nothing. */
export interface RosterTexts {
  email: string;
  studentNumber: string;
  name: string;
}

const { email, name, studentNumber } = routes.createUser.body.shape;

/** What a row is wrong with whatever accounts there are, as sentences. */
export function problemsOf(row: RosterTexts): string[] {
  if (row.email === '' && row.studentNumber === '') return ['There is neither an e-mail address nor a student number.'];
  return [
    ...(row.email !== '' && !email.safeParse(row.email).success ? ['This is not an e-mail address.'] : []),
    ...(row.studentNumber !== '' && !studentNumber.safeParse(row.studentNumber).success
      ? ['A student number has at most 50 visible characters.']
      : []),
  ];
}

/** Why no account can be made of a row whose texts are in order otherwise, null if one can. */
export function whyNoAccount(row: RosterTexts): string | null {
  if (row.email === '') return 'There is no such account, and to make one takes an e-mail address.';
  if (row.name === '') return 'There is no such account, and to make one takes a name.';
  return name.safeParse(row.name).success ? null : 'A name has at most 200 visible characters.';
}

/** Why the holder of an account cannot be enrolled, null if it can. */
export function whyNotEnrolled({ role, disabled }: { role: string; disabled: boolean }): string | null {
  if (role !== 'student') return 'This is not the account of a student.';
  return disabled ? 'The account is disabled.' : null;
}

/** What about a row is worth a look beside the account that it was found to mean, as sentences; null for nothing. */
export function noteOf(row: RosterTexts, student: Omit<Student, '_id'>): string | null {
  const notes = [
    ...(isOtherName(row.name, student.name) ? [`The account is called ${student.name}.`] : []),
    ...(row.email !== '' && toEmailKey(row.email) !== toEmailKey(student.email)
      ? ['The account has another e-mail address.']
      : []),
    ...(row.studentNumber !== '' && row.studentNumber !== student.studentNumber
      ? ['The account has another student number, or none.']
      : []),
  ];
  return notes.length > 0 ? notes.join(' ') : null;
}

/** Whether two names have no word in common. */
function isOtherName(written: string, known: string): boolean {
  const knownWords = wordsOf(known);
  const words = [...wordsOf(written)];
  return words.length > 0 && !words.some((word) => knownWords.has(word));
}

function wordsOf(text: string): Set<string> {
  return new Set(fold(text).match(/[\p{L}\p{N}]+/gu));
}

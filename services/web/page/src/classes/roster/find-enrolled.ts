import type { EnrolledStudent } from '@rollcall/contracts';
import { matcher } from '../plain-text.ts';

/** Those in whose name, address or number each of the words stands. */
export function findEnrolled(students: readonly EnrolledStudent[], search?: string): readonly EnrolledStudent[] {
  if (!search?.trim()) return students;
  const matches = matcher(search);
  return students.filter(({ name, email, studentNumber }) => matches(`${name} ${email} ${studentNumber ?? ''}`));
}

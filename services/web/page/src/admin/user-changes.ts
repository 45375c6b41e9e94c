import type { ManagedUser, Role } from '@rollcall/contracts';
import type { FieldCodes } from '../ui/field-problems.ts';

/** What stands in the form of an account; an empty text is none. */
export interface UserFields {
  name: string;
  email: string;
  username: string;
  studentNumber: string;
  role: Role;
}

export const userFieldCodes: FieldCodes<'name' | 'email' | 'username' | 'studentNumber' | 'password'> = {
  name: [],
  email: ['email_taken', 'email_domain_refused'],
  username: ['username_taken'],
  studentNumber: ['student_number_taken'],
  password: ['password_too_short', 'password_too_common'],
};

/** What of a form is not so already. */
export function changesOf(
  user: Pick<ManagedUser, 'username' | 'studentNumber' | 'name' | 'email' | 'role'>,
  fields: UserFields,
) {
  const { name, email, username, studentNumber, role } = fields;
  return {
    ...(name !== user.name && { name }),
    ...(email !== user.email && { email }),
    ...(username !== (user.username ?? '') && { username: username === '' ? null : username }),
    ...(studentNumber !== (user.studentNumber ?? '') && { studentNumber: studentNumber === '' ? null : studentNumber }),
    ...(role !== user.role && { role }),
  };
}

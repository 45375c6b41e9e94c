import type { ManagedUser, Profile, User } from '@rollcall/contracts';
import type { UserDocument } from '../store/users.ts';

/** What leaves of a user, the classic contract's keys in its order. */
export function presentUser({ _id, name, email, role }: UserDocument): User {
  return { _id, name, email, role };
}

/** What teachers see of a student. */
export function presentStudent({ _id, name, email }: UserDocument) {
  return { _id, name, email };
}

/** What people see of their own account. */
export function presentProfile(user: UserDocument): Profile {
  return {
    ...presentUser(user),
    username: user.username ?? null,
    studentNumber: user.studentNumber ?? null,
    createdAt: user.createdAt.toISOString(),
    lastLogInAt: user.lastLogInAt?.toISOString() ?? null,
  };
}

/** What administrators see of an account. */
export function presentManagedUser(user: UserDocument): ManagedUser {
  return { ...presentProfile(user), disabled: user.disabled, hasPassword: user.passwordHash !== null };
}

/** What other services are told about somebody. */
export function presentPerson({ _id, name, email, role, disabled, studentNumber = null }: UserDocument) {
  return { _id, name, email, role, disabled, studentNumber };
}

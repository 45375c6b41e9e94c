import type { User } from '@rollcall/contracts';
import type { UserDocument } from '../store/users.ts';

/** What leaves of a user, the classic contract's keys in its order. */
export function presentUser({ _id, name, email, role }: UserDocument): User {
  return { _id, name, email, role };
}

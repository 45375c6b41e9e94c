import type { UserEdit } from '../edit-user.ts';
import type { UserDocument } from '../store/users.ts';

/** Whether there is one administrator less after an edit. */
export function takesAdministratorAway(user: UserDocument, { role = user.role, disabled = false }: UserEdit): boolean {
  return user.role === 'admin' && !user.disabled && (role !== 'admin' || disabled);
}

import type { Role } from '@rollcall/contracts';
import type { UserDocument } from '../store/users.ts';

/** Whether there is one administrator less after an edit. */
export function takesAdministratorAway(
  user: UserDocument,
  { role = user.role, disabled = false }: { role?: Role | undefined; disabled?: boolean | undefined },
): boolean {
  return user.role === 'admin' && !user.disabled && (role !== 'admin' || disabled);
}

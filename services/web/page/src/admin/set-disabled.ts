import { type ManagedUser, routes } from '@rollcall/contracts';
import { call } from '../api/call.ts';

/** What came of doing something for several people. */
export interface Outcome {
  done: ManagedUser[];
  failed: { user: ManagedUser; error: unknown }[];
}

/** Disables or enables accounts, one after the other; `onDone` hears how many have been tried. One that fails keeps no other one from it. */
export async function setDisabled(
  users: readonly ManagedUser[],
  disabled: boolean,
  onDone: (count: number) => void = () => {},
): Promise<Outcome> {
  const outcome: Outcome = { done: [], failed: [] };
  for (const [index, user] of users.entries()) {
    try {
      await call(routes.editUser, { ids: { id: user._id }, body: { disabled } }, { retry: { attempts: 4 } });
      outcome.done.push(user);
    } catch (error) {
      outcome.failed.push({ user, error });
    }
    onDone(index + 1);
  }
  return outcome;
}

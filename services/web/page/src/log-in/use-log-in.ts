import type { User } from '@rollcall/contracts';
import { useSyncExternalStore } from 'react';
import { currentLogIn, type LogIn, onLogInChange } from './access-token.ts';

export function useLogIn(): LogIn {
  return useSyncExternalStore(onLogInChange, currentLogIn);
}

/** Who is logged in; for pages that are shown to nobody else. */
export function useUser(): User {
  const user = useSyncExternalStore(onLogInChange, currentUser);
  if (user === undefined) throw new Error('Nobody is logged in here');
  return user;
}

let last: User | undefined;

/** After a log-out still who it was: pages are shown for a moment more, until the router has led away from them. */
function currentUser(): User | undefined {
  const logIn = currentLogIn();
  if (logIn.state === 'in') last = logIn.user;
  return last;
}

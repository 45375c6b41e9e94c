import type { User } from '@rollcall/contracts';
import { useSyncExternalStore } from 'react';
import { currentLogIn, type LogIn, onLogInChange } from './access-token.ts';

export function useLogIn(): LogIn {
  return useSyncExternalStore(onLogInChange, currentLogIn);
}

/** Who is logged in; for pages that are shown to nobody else. */
export function useUser(): User {
  const logIn = useLogIn();
  if (logIn.state !== 'in') throw new Error('Nobody is logged in here');
  return logIn.user;
}

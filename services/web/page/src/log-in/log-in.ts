import { RollcallError } from '@rollcall/client';
import { authRoutes } from '@rollcall/contracts';
import { call, client } from '../api/call.ts';
import { dropLogIn, takeLogIn } from './access-token.ts';

/** By e-mail address, or by username when there is no @ in it. Throws the refusal. */
export async function logIn(name: string, password: string): Promise<void> {
  const who = name.includes('@') ? { email: name.trim() } : { username: name.trim() };
  takeLogIn(await client.call(authRoutes.logIn, { body: { ...who, password } }));
}

/** Ends this log-in on the server, and in all tabs. Without an answer it goes on, and the trouble is thrown: the cookie stays. */
export function logOut(): Promise<void> {
  return end(authRoutes.logOut);
}

/** The same for all log-ins of this account, wherever they are. */
export function logOutEverywhere(): Promise<void> {
  return end(authRoutes.logOutAll);
}

async function end(route: typeof authRoutes.logOut | typeof authRoutes.logOutAll): Promise<void> {
  try {
    await call(route);
  } catch (error) {
    if (!isOver(error)) throw error;
  }
  dropLogIn();
}

/** There was nothing left to end. */
function isOver(error: unknown): boolean {
  return error instanceof RollcallError && ['refresh_token_invalid', 'unauthorized'].includes(error.code);
}

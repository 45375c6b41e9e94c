import { routes } from '@rollcall/contracts';
import { call, client } from '../api/call.ts';
import { queryClient } from '../api/query.ts';
import { dropLogIn, takeLogIn } from './access-token.ts';

/** By e-mail address, or by username when there is no @ in it. Throws the refusal. */
export async function logIn(name: string, password: string): Promise<void> {
  const who = name.includes('@') ? { email: name } : { username: name };
  takeLogIn(await client.call(routes.logIn, { body: { ...who, password } }));
}

/** Ends this log-in on the server and forgets all that was loaded. */
export async function logOut(): Promise<void> {
  await call(routes.logOut).catch(() => {}); // without an answer the cookie stays; this page forgets all the same
  queryClient.clear();
  dropLogIn();
}

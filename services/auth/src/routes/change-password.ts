import type { LoggedIn } from '@rollcall/contracts';
import { AppError, type Caller, type CookieJar, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { type Client, openSession } from '../log-ins/open-session.ts';
import { setPassword } from '../passwords/set-password.ts';
import { requireOwnPassword } from '../policies/require-own-password.ts';
import { handOut } from './cookies.ts';

interface ChangePassword {
  body: { currentPassword: string; newPassword: string };
  caller: Caller;
  client: Client;
  trace: Trace;
  cookies: CookieJar | undefined;
}

export async function changePassword(context: Context, input: ChangePassword): Promise<LoggedIn> {
  const { body, caller, client, trace, cookies } = input;
  const { users, passwords, passwordPolicy } = context;
  const user = await users.byId(caller.userId);
  if (!user) throw new AppError('user_not_found');
  passwordPolicy.check(body.newPassword);
  await requireOwnPassword(context, user, body.currentPassword, client.address);
  const stored = await passwords.queue.run(user._id, () => passwords.hash(body.newPassword));
  const changed = await setPassword(context, user, { stored, how: 'changed' }, trace);
  if (!changed) throw new AppError('wrong_password');
  return handOut(cookies, await openSession(context, changed, client, trace), context.clock.now());
}

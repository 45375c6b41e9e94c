import type { Role, User } from '@rollcall/contracts';
import { AppError, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { createUser } from '../create-user.ts';
import { requireOwnDomain } from '../policies/may-have-email.ts';
import { presentUser } from '../presenters/user.ts';

interface SignUp {
  body: { name: string; email: string; username?: string | undefined; password: string; role: Role };
  client: { address: string };
  trace: Trace;
}

export async function signUp(context: Context, { body, client, trace }: SignUp): Promise<User> {
  const { config, throttles, passwordPolicy } = context;
  if (config.SIGN_UP === 'closed') throw new AppError('sign_up_closed');
  await throttles.countSignIn(client.address);
  requireOwnDomain(config, body.role, body.email);
  passwordPolicy.check(body.password);
  return presentUser(await createUser(context, body, trace));
}

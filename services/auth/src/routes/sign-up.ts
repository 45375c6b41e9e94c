import type { Role, User } from '@rollcall/contracts';
import { AppError, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { createUser } from '../create-user.ts';
import { presentUser } from '../presenters/user.ts';

interface SignUp {
  body: { name: string; email: string; password: string; role: Role };
  client: { address: string };
  trace: Trace;
}

export async function signUp(context: Context, { body, client, trace }: SignUp): Promise<User> {
  await context.throttles.countSignIn(client.address);
  const user = await createUser(context, body, trace);
  if (!user) throw new AppError('email_taken');
  return presentUser(user);
}

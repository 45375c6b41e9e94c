import type { ManagedUser } from '@rollcall/contracts';
import type { Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { createUser as addUser, type NewUser } from '../create-user.ts';
import { enqueueMail } from '../mail/enqueue-mail.ts';
import { presentManagedUser } from '../presenters/user.ts';

interface CreateUser {
  body: Omit<NewUser, 'importId'>;
  trace: Trace;
}

export async function createUser(context: Context, { body, trace }: CreateUser): Promise<ManagedUser> {
  if (body.password !== undefined) context.passwordPolicy.check(body.password);
  const user = await addUser(context, body, trace);
  if (body.password === undefined) await enqueueMail(context, { kind: 'invitation', userId: user._id });
  return presentManagedUser(user);
}

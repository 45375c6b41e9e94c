import type { Profile } from '@rollcall/contracts';
import { AppError, type Caller, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { toEmailKey } from '../domain/email.ts';
import { editUser, type UserEdit } from '../edit-user.ts';
import { enqueueMail } from '../mail/enqueue-mail.ts';
import { requireOwnDomain } from '../policies/may-have-email.ts';
import { requireOwnPassword } from '../policies/require-own-password.ts';
import { presentProfile } from '../presenters/user.ts';

interface EditMe {
  body: Pick<UserEdit, 'name' | 'username' | 'email'> & { currentPassword?: string | undefined };
  caller: Caller;
  trace: Trace;
  client: { address: string };
}

export async function editMe(context: Context, { body, caller, trace, client }: EditMe): Promise<Profile> {
  const { currentPassword, ...edit } = body;
  const user = await context.users.byId(caller.userId);
  if (!user) throw new AppError('user_not_found');
  const movesAway = edit.email !== undefined && toEmailKey(edit.email) !== user.emailKey;
  if (edit.email !== undefined) {
    requireOwnDomain(context.config, user.role, edit.email);
    await requireOwnPassword(context, user, currentPassword ?? '', client.address);
  }
  const edited = await editUser(context, user, edit, undefined, trace);
  if (movesAway) await enqueueMail(context, { kind: 'email-changed', userId: user._id, formerEmail: user.email });
  return presentProfile(edited);
}

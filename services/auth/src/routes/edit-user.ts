import type { ManagedUser } from '@rollcall/contracts';
import { AppError, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { editUser as changeUser, type UserEdit } from '../edit-user.ts';
import { endOutdatedSessions } from '../log-ins/end-sessions.ts';
import { presentManagedUser } from '../presenters/user.ts';

interface EditUser {
  ids: { id: string };
  body: UserEdit & { reason?: string | undefined };
  trace: Trace;
}

export async function editUser(context: Context, { ids, body, trace }: EditUser): Promise<ManagedUser> {
  const { reason, ...edit } = body;
  const user = await context.users.byId(ids.id);
  if (!user) throw new AppError('user_not_found');
  const edited = await changeUser(context, user, edit, reason, trace);
  await endOutdatedSessions(context, edited, trace);
  return presentManagedUser(edited);
}

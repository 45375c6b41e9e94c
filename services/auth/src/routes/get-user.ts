import type { ManagedUser } from '@rollcall/contracts';
import { AppError } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { presentManagedUser } from '../presenters/user.ts';

export async function getUser({ users }: Context, { ids }: { ids: { id: string } }): Promise<ManagedUser> {
  const user = await users.byId(ids.id);
  if (!user) throw new AppError('user_not_found');
  return presentManagedUser(user);
}

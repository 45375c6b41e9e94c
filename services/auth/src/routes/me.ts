import type { User } from '@rollcall/contracts';
import { AppError, type Caller } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { presentUser } from '../presenters/user.ts';

export async function me({ users }: Context, { caller }: { caller: Caller }): Promise<User> {
  const user = await users.byId(caller.userId);
  if (!user) throw new AppError('user_not_found');
  return presentUser(user);
}

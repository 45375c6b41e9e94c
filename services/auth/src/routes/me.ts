import type { Profile, User } from '@rollcall/contracts';
import { AppError, type Caller } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { presentProfile, presentUser } from '../presenters/user.ts';

export async function me(context: Context, { caller }: { caller: Caller }): Promise<Profile> {
  return presentProfile(await userOf(context, caller));
}

export async function classicMe(context: Context, { caller }: { caller: Caller }): Promise<User> {
  return presentUser(await userOf(context, caller));
}

async function userOf({ users }: Context, { userId }: Caller) {
  const user = await users.byId(userId);
  if (!user) throw new AppError('user_not_found');
  return user;
}

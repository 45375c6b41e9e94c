import type { Context } from '../context.ts';
import { presentPerson } from '../presenters/user.ts';

export async function usersById({ users }: Context, { ids }: { ids: string[] }) {
  const found = await users.byIds(ids);
  return { users: found.map(presentPerson) };
}

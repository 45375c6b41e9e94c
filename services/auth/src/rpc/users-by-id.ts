import type { Context } from '../context.ts';

export async function usersById({ users }: Context, { ids }: { ids: string[] }) {
  const found = await users.byIds(ids);
  return { users: found.map(({ _id, name, email, role, disabled }) => ({ _id, name, email, role, disabled })) };
}

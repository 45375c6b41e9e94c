import { rpcs } from '@rollcall/contracts';
import { request, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';

/** What a person is called now; null when auth knows nobody of that id. */
export async function nameOf({ bus }: Context, userId: string, trace: Trace): Promise<string | null> {
  const { users } = await request(bus, rpcs.auth.usersById, { ids: [userId] }, trace);
  return users[0]?.name ?? null;
}

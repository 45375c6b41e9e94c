import { rpcs } from '@rollcall/contracts';
import { request, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';

const AT_ONCE = 1_000;

/** What auth knows of a person. */
export interface KnownPerson {
  name: string;
  email: string;
  studentNumber: string | null;
}

/** People by id, as auth knows them now; unknown ids are left out. */
export async function peopleById(
  { bus }: Pick<Context, 'bus'>,
  ids: Iterable<string>,
  trace: Trace,
): Promise<Map<string, KnownPerson>> {
  const wanted = [...new Set(ids)];
  const found = new Map<string, KnownPerson>();
  for (let start = 0; start < wanted.length; start += AT_ONCE) {
    const page = { ids: wanted.slice(start, start + AT_ONCE) };
    const { users } = await request(bus, rpcs.auth.usersById, page, trace);
    for (const { _id, name, email, studentNumber } of users) found.set(_id, { name, email, studentNumber });
  }
  return found;
}

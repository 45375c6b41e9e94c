import { rpcs } from '@rollcall/contracts';
import { request, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';

const IDS_A_REQUEST = 1_000;

/** Name and e-mail of people, in the order of their ids; accounts that are gone are left out. */
export async function findPeople(context: Context, ids: string[], trace: Trace) {
  const pages = Array.from({ length: Math.ceil(ids.length / IDS_A_REQUEST) }, (_, page) =>
    ids.slice(page * IDS_A_REQUEST, (page + 1) * IDS_A_REQUEST),
  );
  const answers = await Promise.all(
    pages.map((page) => request(context.bus, rpcs.auth.usersById, { ids: page }, trace)),
  );
  const people = new Map(answers.flatMap(({ users }) => users.map((user) => [user._id, user] as const)));
  return ids.flatMap((id) => people.get(id) ?? []).map(({ _id, name, email }) => ({ _id, name, email }));
}

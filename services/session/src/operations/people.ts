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
  const answers = await Promise.all(
    chunksOf([...new Set(ids)], AT_ONCE).map((some) => request(bus, rpcs.auth.usersById, { ids: some }, trace)),
  );
  return new Map(answers.flatMap(({ users }) => users.map(({ _id, ...person }) => [_id, person] as const)));
}

/** What people are called now; who is unknown is left out. */
export async function namesOf(context: Pick<Context, 'bus'>, ids: Iterable<string>, trace: Trace) {
  const people = await peopleById(context, ids, trace);
  return new Map([...people].map(([_id, { name }]) => [_id, name]));
}

/** Ids in portions of what one request takes. */
export function chunksOf(ids: string[], most: number): string[][] {
  return Array.from({ length: Math.ceil(ids.length / most) }, (_, at) => ids.slice(at * most, (at + 1) * most));
}

import { type PlacedClass, rpcs } from '@rollcall/contracts';
import { request, type Trace } from '@rollcall/service-kit';
import type { Context } from '../../context.ts';

const MOST = 1_000;

/** What people are called now; who is unknown is left out. */
export async function namesOf({ bus }: Context, userIds: string[], trace: Trace): Promise<Map<string, string>> {
  const answers = await Promise.all(chunksOf(userIds).map((ids) => request(bus, rpcs.auth.usersById, { ids }, trace)));
  return new Map(answers.flatMap(({ users }) => users.map(({ _id, name }) => [_id, name] as const)));
}

/** Classes with their courses; unknown ones are left out. */
export async function classesById(
  { bus }: Context,
  classIds: string[],
  trace: Trace,
): Promise<Map<string, PlacedClass>> {
  const answers = await Promise.all(
    chunksOf(classIds).map((some) => request(bus, rpcs.class.classesById, { classIds: some }, trace)),
  );
  return new Map(answers.flatMap(({ classes }) => classes.map((one) => [one._id, one] as const)));
}

function chunksOf(ids: string[]): string[][] {
  const chunks = Math.ceil(ids.length / MOST);
  return Array.from({ length: chunks }, (_, at) => ids.slice(at * MOST, (at + 1) * MOST));
}

import { type PlacedClass, rpcs } from '@rollcall/contracts';
import { request, type Trace } from '@rollcall/service-kit';
import type { Context } from '../../context.ts';
import { chunksOf } from '../people.ts';

const AT_ONCE = 1_000;

/** Classes with their courses; unknown ones are left out. */
export async function classesById(
  { bus }: Context,
  classIds: string[],
  trace: Trace,
): Promise<Map<string, PlacedClass>> {
  const answers = await Promise.all(
    chunksOf(classIds, AT_ONCE).map((some) => request(bus, rpcs.class.classesById, { classIds: some }, trace)),
  );
  return new Map(answers.flatMap(({ classes }) => classes.map((one) => [one._id, one] as const)));
}

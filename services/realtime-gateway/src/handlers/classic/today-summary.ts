import { rpcs } from '@rollcall/contracts';
import { request } from '@rollcall/service-kit';
import type { Context } from '../../context.ts';
import { countMarked } from './count-marked.ts';
import type { Input } from './handler.ts';

/** Tells the class what is marked so far. */
export async function todaySummary({ bus }: Context, { by, trace }: Input<object>) {
  const { classId, summary } = await request(bus, rpcs.session.summary, { by }, trace);
  return { data: countMarked(summary), classId };
}

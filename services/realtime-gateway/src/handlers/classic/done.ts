import { CLASSIC_DONE_MESSAGE, rpcs } from '@rollcall/contracts';
import { request } from '@rollcall/service-kit';
import type { Context } from '../../context.ts';
import { countMarked } from './count-marked.ts';
import type { Input } from './handler.ts';

/** Ends the session: who is not marked becomes absent. */
export async function done({ bus }: Context, { by, trace }: Input<object>) {
  const { classId, summary } = await request(bus, rpcs.session.end, { by }, trace);
  return { data: { message: CLASSIC_DONE_MESSAGE, ...countMarked(summary) }, classId };
}

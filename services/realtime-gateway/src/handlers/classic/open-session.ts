import { type Actor, rpcs } from '@rollcall/contracts';
import { request, type Trace } from '@rollcall/service-kit';
import type { Context } from '../../context.ts';

/** Throws `no_active_session` unless the classic contract knows an open session for this person. */
export async function requireOpenSession({ bus }: Context, by: Actor, trace: Trace): Promise<void> {
  if (by.role === 'teacher') await request(bus, rpcs.session.summary, { by }, trace);
  else await request(bus, rpcs.session.mine, { by }, trace);
}

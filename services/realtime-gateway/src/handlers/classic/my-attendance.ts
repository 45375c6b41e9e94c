import { CLASSIC_NOT_MARKED, rpcs, toClassicStatus } from '@rollcall/contracts';
import { request } from '@rollcall/service-kit';
import type { Context } from '../../context.ts';
import type { Input } from './handler.ts';

/** Tells a student the own status. */
export async function myAttendance({ bus }: Context, { by, trace }: Input<object>) {
  const { status } = await request(bus, rpcs.session.mine, { by }, trace);
  return { data: { status: status === null ? CLASSIC_NOT_MARKED : toClassicStatus(status) } };
}

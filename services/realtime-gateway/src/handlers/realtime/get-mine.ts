import { rpcs } from '@rollcall/contracts';
import { request } from '@rollcall/service-kit';
import type { Gateway, Input } from './handler.ts';

/** A student's own status. */
export async function getMine({ bus }: Gateway, { by, data, trace }: Input<{ sessionId: string }>) {
  const { sessionId, status } = await request(bus, rpcs.session.mine, { by, ...data }, trace);
  return { sessionId, status };
}

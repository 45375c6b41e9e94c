import { rpcs } from '@rollcall/contracts';
import { request } from '@rollcall/service-kit';
import type { Gateway, Input } from './handler.ts';

/** Ends a session: who is not marked becomes absent. */
export async function endSession({ bus }: Gateway, { by, data, trace }: Input<{ sessionId: string }>) {
  const { sessionId, endedAt, summary } = await request(bus, rpcs.session.end, { by, ...data }, trace);
  return { sessionId, endedAt, summary };
}

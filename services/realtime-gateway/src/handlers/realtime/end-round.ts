import { rpcs } from '@rollcall/contracts';
import { request } from '@rollcall/service-kit';
import type { Gateway, Input } from './handler.ts';

/** Ends the round that runs; the session goes on. */
export async function endRound({ bus }: Gateway, { by, data, trace }: Input<{ sessionId: string }>) {
  return (await request(bus, rpcs.session.endRound, { by, ...data }, trace)).round;
}

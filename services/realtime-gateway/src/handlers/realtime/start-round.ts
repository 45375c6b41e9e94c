import { rpcs } from '@rollcall/contracts';
import { request } from '@rollcall/service-kit';
import type { Gateway, Input } from './handler.ts';

/** Starts the next round; it ends the one before. */
export async function startRound({ bus }: Gateway, { by, data, trace }: Input<{ sessionId: string }>) {
  return (await request(bus, rpcs.session.startRound, { by, ...data }, trace)).round;
}

import { rpcs } from '@rollcall/contracts';
import { request } from '@rollcall/service-kit';
import type { Gateway, Input } from './handler.ts';

/** How many are present, late, absent and excused. */
export async function getSummary({ bus }: Gateway, { by, data, trace }: Input<{ sessionId: string }>) {
  const { summary } = await request(bus, rpcs.session.summary, { by, ...data }, trace);
  return summary;
}

import { type Repeated, repeat } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { dayOf, signAllHeads } from '../operations/sign-heads.ts';

const LOOK_MS = 60_000;

/** Has the heads signed once a day, UTC, by whichever process looks first. */
export function startJobs(context: Context): Repeated {
  const { log, clock } = context;
  return repeat({ name: 'sign the heads', everyMs: LOOK_MS, log }, () => signAllHeads(context, dayOf(clock.now())));
}

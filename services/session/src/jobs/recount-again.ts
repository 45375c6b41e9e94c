import { type Repeated, repeat } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { recountDue } from '../operations/recount.ts';

const PERIOD_MS = 3_000;

/** Counts ended sessions once more, because who should have may have died. One process at a time does it. */
export function recountAgain(context: Context): Repeated {
  const { log, live } = context;
  return repeat({ name: 'recount again', everyMs: PERIOD_MS, log }, async () => {
    if (await live.takeTurn('turn:recount again', PERIOD_MS - 500)) await recountDue(context);
  });
}

import type { Repeated } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { recountDue } from '../operations/recount.ts';
import { repeatInTurn } from './in-turn.ts';

const PERIOD_MS = 3_000;

/** Counts ended sessions once more, because who should have may have died. One process at a time does it. */
export function recountAgain(context: Context): Repeated {
  return repeatInTurn(context, { name: 'recount again', everyMs: PERIOD_MS }, () => recountDue(context));
}

import { type Repeated, repeat } from '@rollcall/service-kit';
import type { Context } from '../context.ts';

/** Less than the period, so that the next turn is free when it comes. */
const SLACK_MS = 500;

/** Repeats work that one process at a time does for all, whichever comes first. */
export function repeatInTurn(
  { log, live }: Context,
  { name, everyMs }: { name: string; everyMs: number },
  work: () => Promise<unknown>,
): Repeated {
  return repeat({ name, everyMs, log }, async () => {
    if (await live.takeTurn(`turn:${name}`, everyMs - SLACK_MS)) await work();
  });
}

import { type Repeated, repeat, systemTrace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { endOutdatedSessions } from '../log-ins/end-sessions.ts';

const PERIOD_MS = 1_000;
const BATCH = 100;

/** Ends the log-ins that a dead process left when it changed somebody's credentials. Every process looks once a second. */
export function startEndingOutdatedSessions(context: Context): Repeated {
  return repeat({ name: 'outdated log-ins', everyMs: PERIOD_MS, log: context.log }, async () => {
    for (const user of await context.users.withSessionsToEnd(BATCH)) {
      await endOutdatedSessions(context, user, systemTrace(`outdated-log-ins:${user._id}`));
    }
  });
}

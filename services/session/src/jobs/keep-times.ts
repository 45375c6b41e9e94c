import type { Repeated } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { setTimers } from '../operations/schedule-session.ts';
import { keepTime } from '../operations/session-timers.ts';
import { repeatInTurn } from './in-turn.ts';

const PERIOD_MS = 2_000;
/** The queue is the usual trigger; so late it has failed. */
const LATE_MS = 1_500;
const PAGE = 500;

/** Starts and ends the sessions that the queue has forgotten: what is due stands in MongoDB. One process at a time does it. */
export function keepTimes(context: Context): Repeated {
  const { log, sessions, redisClock } = context;
  return repeatInTurn(context, { name: 'keep times', everyMs: PERIOD_MS }, async () => {
    for (const timer of await sessions.dueBefore(new Date(redisClock.nowMs() - LATE_MS))) {
      await keepTime(context, timer).catch((error) => log.warn({ err: error, ...timer }, 'keep times: again later'));
    }
  });
}

/** Gives the queue all timers again after Redis lost them. */
export async function restoreTimers(context: Context): Promise<void> {
  let after = '';
  for (;;) {
    const page = await context.sessions.timedAfter(after, PAGE);
    for (const session of page) await setTimers(context, session);
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = last._id;
  }
}

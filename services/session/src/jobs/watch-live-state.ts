import { type Repeated, repeat } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { mendLiveStates } from '../operations/mend.ts';
import { restoreTimers } from './keep-times.ts';

const PERIOD_MS = 1_000;

/**
 * Looks each second whether Redis still has what it was given: a canary key on each master. A missing one means that a
 * master has lost its data, and with them the live state of sessions: all is built again, then the canaries are set anew.
 */
export function watchLiveState(context: Context): Repeated {
  const { canaries, log } = context;
  return repeat({ name: 'live state', everyMs: PERIOD_MS, log }, async () => {
    const missing = await canaries.missing();
    if (missing.length === 0) return;
    log.warn({ missing: missing.length }, 'live state: building what Redis has lost');
    await mendLiveStates(context);
    await restoreTimers(context);
    await canaries.set(missing);
  });
}

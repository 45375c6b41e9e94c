import { type Repeated, repeat, systemTrace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { endSession, finishClosing } from '../operations/end-session.ts';
import { ensureLive } from '../operations/live-session.ts';
import type { SessionDocument } from '../store/sessions.ts';

const PERIOD_MS = 3_000;
/** A closing that is younger may still be in good hands. */
const GRACE_MS = 5_000;

/**
 * Finishes what a dead process left: closings half done, and sessions whose live state is missing. Every process does it
 * on a timer, because a queue can be lost with Redis.
 */
export function startReconciler(context: Context): Repeated {
  return repeat({ name: 'reconcile', everyMs: PERIOD_MS, log: context.log }, () => reconcile(context));
}

async function reconcile(context: Context): Promise<void> {
  for (const session of await context.sessions.allOpen()) {
    try {
      await mend(context, session);
    } catch (error) {
      context.log.warn({ err: error, sessionId: session._id }, 'reconcile: this session again later');
    }
  }
}

async function mend(context: Context, session: SessionDocument): Promise<void> {
  const trace = systemTrace(`reconcile:${session._id}`);
  const nowMs = await context.live.nowMs();
  if (session.status === 'closing') {
    const sinceMs = session.closingAt?.getTime() ?? 0;
    if (nowMs - sinceMs > GRACE_MS) await finishClosing(context, session, trace);
    return;
  }
  const closingAtMs = await context.live.closingAtMs(session._id);
  if (closingAtMs === undefined) await ensureLive(context, session, trace);
  // Closed for scans, but the process died before MongoDB knew.
  else if (closingAtMs > 0 && nowMs - closingAtMs > GRACE_MS) await endSession(context, session._id, trace);
}

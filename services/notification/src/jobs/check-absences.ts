import { type Repeated, repeat } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { checkAbsences } from '../operations/check-absences.ts';

const PERIOD_MS = 500;
const MOST = 50;

/** Looks at the absent of sessions that have ended, one by one. */
export function startAbsenceChecks(context: Context): Repeated {
  const { absenceChecks, clock, log } = context;
  return repeat({ name: 'absences', everyMs: PERIOD_MS, log }, async () => {
    for (let n = 0; n < MOST; n += 1) {
      const check = await absenceChecks.take(new Date(clock.now()));
      if (!check) return;
      try {
        await checkAbsences(context, check);
        await absenceChecks.done(check._id);
      } catch (error) {
        log.warn({ err: error, sessionId: check._id, tries: check.tries }, 'absences: again later');
        await absenceChecks.again(check, new Date(clock.now()));
      }
    }
  });
}

import { consumer } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { followEnrolment } from '../operations/follow-enrolment.ts';

/** Somebody who is enrolled while a session runs is on its roster at once. */
export const enrolmentAdded = consumer('enrolmentAdded', (context: Context, enrolment, trace) =>
  followEnrolment(context, enrolment, trace),
);

import { consumer } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { followEnrolment } from '../operations/follow-enrolment.ts';

/** Somebody who is removed while a session runs leaves its roster, also when no process heard the control message. */
export const enrolmentRemoved = consumer('enrolmentRemoved', (context: Context, enrolment, trace) =>
  followEnrolment(context, enrolment, trace),
);

import type { Operation } from '@rollcall/service-kit';
import type { Context } from '../../context.ts';
import { calendar } from './calendar.ts';
import { getCalendarKey } from './get-calendar-key.ts';
import { makeCalendarKey } from './make-calendar-key.ts';
import { revokeCalendarKey } from './revoke-calendar-key.ts';

/** Sessions in people's own calendars. */
export const calendars: Operation<Context>[] = [makeCalendarKey, getCalendarKey, revokeCalendarKey, calendar];

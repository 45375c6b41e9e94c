import { routes } from '@rollcall/contracts';
import { AppError, operation } from '@rollcall/service-kit';
import type { Context } from '../../context.ts';
import { hashCalendarKey } from '../../domain/calendar-key.ts';
import { classOfKey } from '../../operations/calendars/calendar-member.ts';
import { presentCalendar } from '../../presenters/calendar.ts';

/** So far back a calendar shows what has been. */
const PAST_MS = 180 * 86_400_000;

/** The key alone lets nobody in: its owner must be of the class now. */
export const calendar = operation(routes.calendar, async (context: Context, { ids, trace }) => {
  const owner = await context.calendarKeys.ownerOf(hashCalendarKey(ids.key));
  const ofClass = owner && (await classOfKey(context, owner, trace));
  if (!ofClass) throw new AppError('calendar_not_found');
  const since = new Date(context.redisClock.nowMs() - PAST_MS);
  const sessions = await context.reports.plannedSince(ofClass._id, since);
  return {
    type: 'text/calendar; charset=utf-8',
    fileName: 'rollcall.ics',
    content: presentCalendar(ofClass, sessions),
  };
});

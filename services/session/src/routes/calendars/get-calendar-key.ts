import { routes } from '@rollcall/contracts';
import { operation } from '@rollcall/service-kit';
import type { Context } from '../../context.ts';
import { classForMember } from '../../operations/calendars/calendar-member.ts';

export const getCalendarKey = operation(routes.getCalendarKey, async (context: Context, { ids, caller, trace }) => {
  const owner = { classId: ids.id, userId: caller.userId };
  await classForMember(context, owner.classId, caller, trace);
  const madeAt = await context.calendarKeys.madeAt(owner);
  return { classId: owner.classId, madeAt: madeAt?.toISOString() ?? null };
});

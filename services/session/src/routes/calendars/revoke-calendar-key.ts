import { routes } from '@rollcall/contracts';
import { createEvent, operation } from '@rollcall/service-kit';
import type { Context } from '../../context.ts';
import { classForMember } from '../../operations/calendars/calendar-member.ts';

export const revokeCalendarKey = operation(
  routes.revokeCalendarKey,
  async (context: Context, { ids, caller, trace }) => {
    const owner = { classId: ids.id, userId: caller.userId };
    await classForMember(context, owner.classId, caller, trace);
    const event = createEvent(context.bus, 'calendarKeyRevoked', owner.classId, owner, trace);
    const revoked = await context.calendarKeys.revoke(owner, event);
    if (revoked) void context.calendarKeys.outbox.flush(`${owner.classId}.${owner.userId}`);
    return { classId: owner.classId, revoked };
  },
);

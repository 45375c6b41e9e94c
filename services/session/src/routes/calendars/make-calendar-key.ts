import { randomBytes } from 'node:crypto';
import { INSTITUTION_ID, routes } from '@rollcall/contracts';
import { createEvent, operation } from '@rollcall/service-kit';
import type { Context } from '../../context.ts';
import { hashCalendarKey } from '../../domain/calendar-key.ts';
import { classForMember } from '../../operations/calendars/calendar-member.ts';

const KEY_BYTES = 32;

/** One a person and class: whoever makes another one ends the first. */
export const makeCalendarKey = operation(routes.makeCalendarKey, async (context: Context, { ids, caller, trace }) => {
  const owner = { classId: ids.id, userId: caller.userId };
  await classForMember(context, owner.classId, caller, trace);
  const key = randomBytes(KEY_BYTES).toString('hex');
  const madeAt = new Date(context.redisClock.nowMs());
  const event = createEvent(context.bus, 'calendarKeyMade', owner.classId, owner, trace);
  const made = { keyHash: hashCalendarKey(key), madeAt, institutionId: INSTITUTION_ID };
  await context.calendarKeys.put(owner, made, event);
  void context.calendarKeys.outbox.flush(`${owner.classId}.${owner.userId}`);
  const url = `${context.config.PUBLIC_ORIGIN}/api/v1/calendars/${key}.ics`;
  return { classId: owner.classId, url, key, madeAt: madeAt.toISOString() };
});

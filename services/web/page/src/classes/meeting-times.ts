import type { MeetingTime } from '@rollcall/contracts';
import { clock } from '../words/format.ts';
import { currentLanguage } from '../words/i18n.ts';

/** As ISO 8601 counts them: 1 is Monday. */
export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

/** "Monday"; of any week that begins with one. */
export function weekdayName(weekday: number, width: 'long' | 'short' = 'long', language = currentLanguage()): string {
  const format = new Intl.DateTimeFormat(language, { weekday: width, timeZone: 'UTC' });
  return format.format(Date.UTC(2024, 0, weekday));
}

/** In the order of the week. */
export function sortMeetings(meetings: readonly MeetingTime[]): MeetingTime[] {
  return meetings.toSorted((a, b) => a.weekday - b.weekday || a.startsAt.localeCompare(b.startsAt));
}

/** "Mon 10:15–11:45, H 1" */
export function meetingWords(
  { weekday, startsAt, endsAt, room }: MeetingTime,
  sayDay: (weekday: number) => string = (day) => weekdayName(day, 'short'),
  sayTime: (time: string) => string = clockOf,
): string {
  const time = `${sayDay(weekday)} ${sayTime(startsAt)}–${sayTime(endsAt)}`;
  return room ? `${time}, ${room}` : time;
}

/** One more, after the last one: the same time two days later. */
export function nextMeeting(meetings: readonly MeetingTime[]): MeetingTime {
  const last = meetings.at(-1);
  if (!last) return { weekday: 1, startsAt: '10:00', endsAt: '11:30' };
  return { ...last, weekday: ((last.weekday + 1) % 7) + 1 };
}

/** "14:30" as it is said here: by 12 hours or by 24. */
function clockOf(time: string): string {
  return clock(new Date(`2024-01-01T${time}:00`));
}

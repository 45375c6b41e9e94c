import type { MeetingTime } from '@rollcall/contracts';
import { toInstantMs, wallClockMs } from './wall-clock.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
const DAYS = [0, 1, 2, 3, 4, 5, 6, 7];

export interface Meeting {
  startsAtMs: number;
  endsAtMs: number;
  room: string | null;
}

/** The meeting that is running at an instant, or else the next one; null where there are none. */
export function nextMeeting(times: readonly MeetingTime[], timeZone: string, nowMs: number): Meeting | null {
  if (times.length === 0) return null;
  const midnightMs = Math.floor(wallClockMs(nowMs, timeZone) / DAY_MS) * DAY_MS;
  for (const day of DAYS) {
    const dayMs = midnightMs + day * DAY_MS;
    const meetings = times
      .filter(({ weekday }) => weekday === weekdayOf(dayMs))
      .map((time) => meetingOn(dayMs, time, timeZone))
      .filter(({ endsAtMs }) => endsAtMs > nowMs)
      .toSorted((one, other) => one.startsAtMs - other.startsAtMs);
    if (meetings[0]) return meetings[0];
  }
  return null;
}

/** By ISO 8601: 1 is Monday. */
function weekdayOf(dayMs: number): number {
  return new Date(dayMs).getUTCDay() || 7;
}

function meetingOn(dayMs: number, { startsAt, endsAt, room }: MeetingTime, timeZone: string): Meeting {
  const [from, to] = [dayMs + sinceMidnightMs(startsAt), dayMs + sinceMidnightMs(endsAt)];
  const startsAtMs = toInstantMs(from, timeZone);
  const endsAtMs = toInstantMs(to, timeZone);
  // A meeting whose beginning is in the hour that a clock skips begins later, and may do so after its end.
  return { startsAtMs, endsAtMs: endsAtMs > startsAtMs ? endsAtMs : startsAtMs + (to - from), room: room ?? null };
}

function sinceMidnightMs(clockTime: string): number {
  const [hours = 0, minutes = 0] = clockTime.split(':').map(Number);
  return (hours * 60 + minutes) * MINUTE_MS;
}

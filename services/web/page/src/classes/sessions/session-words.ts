import type { Session } from '@rollcall/contracts';
import { clock, dayAndClock } from '../../words/format.ts';

/** "Mon 2 March, 10:15–11:45": as it was, or as it is planned. */
export function whenOf({ startsAt, endsAt, startedAt, endedAt }: Session): string {
  const [from, to] = startedAt ? [startedAt, endedAt ?? endsAt] : [startsAt, endsAt];
  if (from === null) return '';
  return to === null ? dayAndClock(from) : `${dayAndClock(from)}–${clock(to)}`;
}

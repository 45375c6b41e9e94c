/** What a form says of a time: by the clock of this device. */
export interface TypedTimes {
  /** "2026-03-02" */
  date: string;
  /** "10:15" */
  from: string;
  /** Empty: until somebody ends it. Before `from` it is on the next day. */
  to: string;
}

const HOUR_MS = 3_600_000;
const USUAL_MS = 90 * 60_000;

/** What an instant is to a form. */
export function typedTimes(startsAt: Date, endsAt: Date | null): TypedTimes {
  return { date: dateOf(startsAt), from: timeOf(startsAt), to: endsAt ? timeOf(endsAt) : '' };
}

/** The instants that were meant; `durationMinutes` is undefined without an end. */
export function meantTimes({ date, from, to }: TypedTimes): {
  startsAt: Date;
  endsAt: Date | null;
  durationMinutes: number | undefined;
} {
  const startsAt = new Date(`${date}T${from}`);
  if (to === '') return { startsAt, endsAt: null, durationMinutes: undefined };
  const endsAt = new Date(`${date}T${to}`);
  if (endsAt <= startsAt) endsAt.setDate(endsAt.getDate() + 1);
  return { startsAt, endsAt, durationMinutes: Math.round((endsAt.getTime() - startsAt.getTime()) / 60_000) };
}

/** What stands in the form at first: the next meeting of the class, or the next full hour. */
export function firstTimes(meeting: { startsAt: string; endsAt: string } | null, nowMs: number): TypedTimes {
  if (meeting && Date.parse(meeting.startsAt) > nowMs)
    return typedTimes(new Date(meeting.startsAt), new Date(meeting.endsAt));
  const hour = new Date(Math.ceil((nowMs + 1) / HOUR_MS) * HOUR_MS);
  return typedTimes(hour, new Date(hour.getTime() + USUAL_MS));
}

export function dateOf(instant: Date): string {
  return [instant.getFullYear(), two(instant.getMonth() + 1), two(instant.getDate())].join('-');
}

function timeOf(instant: Date): string {
  return `${two(instant.getHours())}:${two(instant.getMinutes())}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

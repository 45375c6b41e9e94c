/** The time that a report is about: all of it, one that moves along with today, or one between two days. */
export const periods = ['4-weeks', '3-months', '1-year'] as const;
export type Period = (typeof periods)[number];

export interface PeriodSearch {
  period?: Period | undefined;
  /** The first and the last day, "2026-10-12". */
  from?: string | undefined;
  to?: string | undefined;
}

/** Instants: `to` is the first that does not count any more. */
export interface Range {
  from?: string;
  to?: string;
}

export function periodSearch({ period, from, to }: Record<string, unknown>): PeriodSearch {
  const known = periods.find((one) => one === period);
  return known
    ? { period: known, from: undefined, to: undefined }
    : { period: undefined, from: dayIn(from), to: dayIn(to) };
}

/** Days are those of the device's time zone; two that are the wrong way round are taken the right way. */
export function rangeOf({ period, from, to }: PeriodSearch, now = new Date()): Range {
  if (period) return { from: startOf(now, period).toISOString() };
  const [first, last] = from && to && from > to ? [to, from] : [from, to];
  return {
    ...(first && { from: localDay(first).toISOString() }),
    ...(last && { to: localDay(last, 1).toISOString() }),
  };
}

function startOf(now: Date, period: Period): Date {
  const [year, month, day] = [now.getFullYear(), now.getMonth(), now.getDate()];
  if (period === '4-weeks') return new Date(year, month, day - 27);
  return period === '3-months' ? new Date(year, month - 3, day) : new Date(year - 1, month, day);
}

/** Midnight at the beginning of a day, or of one so many days later. */
function localDay(date: string, later = 0): Date {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return new Date(year, month - 1, day + later);
}

function dayIn(value: unknown): string | undefined {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))
    ? value
    : undefined;
}

import { AppError } from '@rollcall/service-kit';

export interface ReportRange {
  from?: Date | undefined;
  to?: Date | undefined;
}

const YEARS = 10;

/** Throws `invalid_request` for a range that ends before it begins or is longer than ten years; without an end it ends now. */
export function readRange(
  { from, to }: { from?: string | undefined; to?: string | undefined },
  nowMs: number,
): ReportRange {
  const range = { from: toDate(from), to: toDate(to) };
  if (!range.from) return range;
  const end = range.to ?? new Date(Math.max(nowMs, range.from.getTime()));
  if (range.from > end) throw wrong('from', 'must not be after to');
  const longest = new Date(range.from);
  longest.setUTCFullYear(longest.getUTCFullYear() + YEARS);
  if (end > longest) throw wrong('from', `must be within ${YEARS} years of to`);
  return range;
}

/** The date that the calendars of a time zone show at an instant, YYYY-MM-DD. */
export function localDate(instantMs: number, timeZone: string): string {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    })
      .formatToParts(instantMs)
      .map(({ type, value }) => [type, value]),
  );
  return `${parts.year}-${parts.month}-${parts.day}`;
}

function toDate(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(text);
}

function wrong(path: string, message: string): AppError {
  return new AppError('invalid_request', { details: [{ path, message }] });
}

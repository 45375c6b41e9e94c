import { currentLanguage } from './i18n.ts';

/** Times and numbers in the language of the page and the time zone of the device. */
const formats = new Map<string, Intl.DateTimeFormat>();
const numbers = new Map<string, Intl.NumberFormat>();

/** "9:05" */
export function clock(instant: string | Date): string {
  return format(instant, { hour: 'numeric', minute: '2-digit' });
}

/** "Mon 2 March", with the year when it is not this one. */
export function day(instant: string | Date): string {
  const year = new Date(instant).getFullYear() === new Date().getFullYear() ? {} : { year: 'numeric' as const };
  return format(instant, { weekday: 'short', day: 'numeric', month: 'long', ...year });
}

/** "Mon 2 March, 9:05" */
export function dayAndClock(instant: string | Date): string {
  return `${day(instant)}, ${clock(instant)}`;
}

/** "March 2026" */
export function month(instant: string | Date): string {
  return format(instant, { month: 'long', year: 'numeric' });
}

/** A date without a time, such as a report's "2026-10-12": the same day in every time zone. */
export function dateOf(date: string, options: Intl.DateTimeFormatOptions): string {
  return format(`${date}T00:00:00Z`, { ...options, timeZone: 'UTC' });
}

/** To the second, with the time zone: what a hover shows. */
export function exact(instant: string | Date): string {
  return format(instant, { dateStyle: 'full', timeStyle: 'long' });
}

/** 0.917 is "92 %". Null, where there is nothing to divide by, is a dash. */
export function percent(rate: number | null, decimals = 0): string {
  if (rate === null) return '–';
  return new Intl.NumberFormat(currentLanguage(), { style: 'percent', maximumFractionDigits: decimals }).format(rate);
}

export function number(value: number): string {
  const language = currentLanguage();
  const known = numbers.get(language) ?? new Intl.NumberFormat(language);
  numbers.set(language, known);
  return known.format(value);
}

/** 1_234_567 bytes are "1.2 MB". */
export function fileSize(bytes: number): string {
  const [unit, size] = bytes < 1_000_000 ? (['kilobyte', 1_000] as const) : (['megabyte', 1_000_000] as const);
  const rounded = Math.max(bytes / size, 0.1);
  return new Intl.NumberFormat(currentLanguage(), { style: 'unit', unit, maximumFractionDigits: 1 }).format(rounded);
}

/** "in 5 minutes", "2 days ago", "yesterday". */
export function relative(instant: string | Date, nowMs = Date.now()): string {
  const seconds = (new Date(instant).getTime() - nowMs) / 1000;
  const units = [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
  ] as const;
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? (['second', 1] as const);
  return new Intl.RelativeTimeFormat(currentLanguage(), { numeric: 'auto' }).format(Math.round(seconds / size), unit);
}

export const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

function format(instant: string | Date, options: Intl.DateTimeFormatOptions): string {
  const key = `${currentLanguage()} ${JSON.stringify(options)}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(regional(), options);
  formats.set(key, known);
  return known.format(new Date(instant));
}

/** The region of the browser, where it has one for the language: 24 hours in Britain, 12 in America. */
function regional(): string {
  const language = currentLanguage();
  return navigator.languages.find((tag) => tag.startsWith(`${language}-`)) ?? language;
}

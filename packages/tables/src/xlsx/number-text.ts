import type { CellFormat } from './styles.ts';

/** Excel keeps 15 digits of a number; what follows in the file is noise of binary fractions. */
const decimal = new Intl.NumberFormat('en-US', {
  useGrouping: false,
  maximumSignificantDigits: 15,
  signDisplay: 'negative',
});
const MS_PER_DAY = 86_400_000;
/** The day before the first, moved by the 29 February 1900 that Excel believes in. */
const DAY_ZERO_MS = Date.UTC(1899, 11, 30);
const DAYS_UNTIL_1904 = 1_462;
const DAYS_UNTIL_YEAR_10000 = 2_958_466;

/** A number as its reader sees it: an identifier without exponent and `.0`, a date in ISO 8601. */
export function numberText(value: string, format: CellFormat | undefined, startsIn1904: boolean): string {
  const number = Number(value);
  if (value === '' || !Number.isFinite(number)) return value;
  const date = format?.isDate ? dateText(number, startsIn1904) : undefined;
  if (date !== undefined) return date;
  const text = /^(0|-?[1-9]\d*)$/.test(value) ? value : decimal.format(number);
  return /^\d+$/.test(text) ? text.padStart(format?.digits ?? 0, '0') : text;
}

/** `2026-03-02`, with a time of day `2026-03-02T08:15:00`, a time alone `08:15:00`; undefined when it is no date of Excel. */
function dateText(serial: number, startsIn1904: boolean): string | undefined {
  const days = startsIn1904 ? serial + DAYS_UNTIL_1904 : serial;
  if (days < 0 || days >= DAYS_UNTIL_YEAR_10000) return undefined;
  const shifted = days < 60 ? days + 1 : days;
  const iso = new Date(DAY_ZERO_MS + Math.round((shifted * MS_PER_DAY) / 1_000) * 1_000).toISOString();
  const time = iso.slice(11, 19);
  if (days < 1) return time;
  return time === '00:00:00' ? iso.slice(0, 10) : iso.slice(0, 19);
}

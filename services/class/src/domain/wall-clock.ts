const DAY_MS = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();

/** What the clocks of a time zone show at an instant, as the milliseconds since the epoch at which UTC's show the same. */
export function wallClockMs(instantMs: number, timeZone: string): number {
  const shown = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(instantMs)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/**
 * The instant at which the clocks of a time zone show something. Of two, where they are set back, the first; where they
 * skip it, as much later as they skip (as in RFC 5545, 3.3.5).
 */
export function toInstantMs(wallMs: number, timeZone: string): number {
  const [before = wallMs, after = wallMs] = [wallMs - DAY_MS, wallMs + DAY_MS].map(
    (nearbyMs) => wallMs - (wallClockMs(nearbyMs, timeZone) - nearbyMs),
  );
  return before !== after && wallClockMs(before, timeZone) !== wallMs && wallClockMs(after, timeZone) === wallMs
    ? after
    : before;
}

/** To make one takes long, and there are but a few hundred zones. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, format);
  return format;
}

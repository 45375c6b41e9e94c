import { createHash } from 'node:crypto';

/** What is kept of the key to a calendar: it has 256 random bits, so a plain hash hides it. */
export function hashCalendarKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

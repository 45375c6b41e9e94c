import { AppError } from '@rollcall/service-kit';
import { countsAs } from './status.ts';

const DAY_MS = 86_400_000;
const MAX_RANGE_MS = 90 * DAY_MS;
const MAX_DISTANCE_MS = 366 * DAY_MS;

/** Which sessions of a class an excuse is about. */
export type Covered =
  | { sessionId: string; from: null; to: null }
  /** Those that begin at or after `from` and before `to`. */
  | { sessionId: null; from: Date; to: Date };

/** Throws `invalid_request` for a range that is backwards, longer than 90 days or more than a year away. */
export function requireSensibleRange(from: Date, to: Date, nowMs: number): void {
  const lengthMs = to.getTime() - from.getTime();
  if (lengthMs <= 0) throw refusal('to', 'must be after from');
  if (lengthMs > MAX_RANGE_MS) throw refusal('to', 'must be at most 90 days after from');
  requireNear('from', from, nowMs);
  requireNear('to', to, nowMs);
}

/** Throws `invalid_request` for an instant that is more than a year away. */
export function requireNear(path: string, instant: Date, nowMs: number): void {
  if (Math.abs(instant.getTime() - nowMs) > MAX_DISTANCE_MS) throw refusal(path, 'must be at most a year away');
}

function refusal(path: string, message: string): AppError {
  return new AppError('invalid_request', { details: [{ path, message }] });
}

/** Whether an excuse that was approved at an instant changes a record: an absent one that nobody has decided about since. */
export function isToExcuse(
  record: Parameters<typeof countsAs>[0] & { history?: { at: Date }[] },
  approvedAt: Date,
): boolean {
  return countsAs(record) === 'absent' && !record.history?.some(({ at }) => at > approvedAt);
}

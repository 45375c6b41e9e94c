import { AppError } from '@rollcall/service-kit';

/** When a session is to start and to end, as its teacher says it. */
export interface WantedTimes {
  startsAt?: string | undefined;
  endsAt?: string | undefined;
  durationMinutes?: number | undefined;
}

export interface SessionTimes {
  /** Null: now. */
  startsAt: Date | null;
  /** Null: when somebody ends it. */
  endsAt: Date | null;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** A start that is not longer ago means now: the teacher's clock may be a little behind. */
const JUST_NOW_MS = MINUTE_MS;
const FURTHEST_MS = 400 * DAY_MS;
const LONGEST_MS = DAY_MS;

/** Reads them against Redis' clock. Throws `invalid_request` with details for times that make no sense. */
export function readTimes({ startsAt, endsAt, durationMinutes }: WantedTimes, nowMs: number): SessionTimes {
  const wantedMs = startsAt === undefined ? nowMs : Date.parse(startsAt);
  if (wantedMs < nowMs - JUST_NOW_MS) throw wrong('startsAt', 'is over');
  if (wantedMs > nowMs + FURTHEST_MS) throw wrong('startsAt', 'is more than 400 days ahead');
  const startMs = Math.max(wantedMs, nowMs);
  const endMs = endsAt === undefined ? endOf(startMs, durationMinutes) : Date.parse(endsAt);
  if (endMs !== undefined && endMs <= startMs) throw wrong('endsAt', 'must be after the start');
  if (endMs !== undefined && endMs > startMs + LONGEST_MS) throw wrong('endsAt', 'must be within a day of the start');
  return {
    startsAt: wantedMs > nowMs ? new Date(startMs) : null,
    endsAt: endMs === undefined ? null : new Date(endMs),
  };
}

/** Until when a scheduled session that cannot start is tried again: its end, or a day. */
export function givesUpAtMs({ startsAt, endsAt }: SessionTimes): number {
  return endsAt?.getTime() ?? (startsAt?.getTime() ?? 0) + LONGEST_MS;
}

function endOf(startMs: number, durationMinutes: number | undefined): number | undefined {
  return durationMinutes === undefined ? undefined : startMs + durationMinutes * MINUTE_MS;
}

function wrong(path: string, message: string): AppError {
  return new AppError('invalid_request', { details: [{ path, message }] });
}

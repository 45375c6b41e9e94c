/** When a period ends that is ended now: never before it began, whatever the clocks of two processes say. */
export function endOf(period: { enrolledAt: Date }, nowMs: number): Date {
  return new Date(Math.max(nowMs, period.enrolledAt.getTime() + 1));
}

/** When the next period begins: not before the one before it has ended. */
export function beginAfter(endedAt: Date | null | undefined, nowMs: number): Date {
  return new Date(Math.max(nowMs, endedAt?.getTime() ?? 0));
}

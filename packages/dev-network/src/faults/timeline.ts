import { type Attempt, isFinal } from '../demo/scan-log.ts';

export interface Availability {
  /** The longest time without an acknowledgement, or a final refusal, while somebody waited for one. */
  longestGapMs: number;
  /** From the return of what was struck to the next of them; 0 when nobody waited then. */
  recoveryMs: number;
}

interface Span {
  fromMs: number;
  toMs: number;
}

/** What the clients' own log says of how long Rollcall was away. */
export function availabilityOf(attempts: readonly Attempt[], returnedAtMs: number): Availability {
  const waits = waitsOf(attempts);
  const decidedAtMs = attempts.filter(isDecided).map(({ answeredAtMs }) => answeredAtMs);
  return {
    longestGapMs: longestGap(merged(waits), decidedAtMs),
    recoveryMs: recovery(waits, decidedAtMs, returnedAtMs),
  };
}

function isDecided({ mark, refusedAs }: Attempt): boolean {
  return mark !== undefined || isFinal(refusedAs);
}

/** Each student waits from the first post to the first answer that decides, or to the last one. */
function waitsOf(attempts: readonly Attempt[]): Span[] {
  const ofEach = [...Map.groupBy(attempts, ({ studentId }) => studentId).values()];
  return ofEach.map((own) => {
    const last = Math.max(...own.map(({ answeredAtMs }) => answeredAtMs));
    return {
      fromMs: Math.min(...own.map(({ sentAtMs }) => sentAtMs)),
      toMs: Math.min(last, ...own.filter(isDecided).map(({ answeredAtMs }) => answeredAtMs)),
    };
  });
}

/** The times in which at least one waits. */
function merged(spans: readonly Span[]): Span[] {
  const whole: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const last = whole.at(-1);
    if (last && span.fromMs <= last.toMs) last.toMs = Math.max(last.toMs, span.toMs);
    else whole.push({ ...span });
  }
  return whole;
}

function longestGap(spans: readonly Span[], decidedAtMs: readonly number[]): number {
  const gaps = spans.map(({ fromMs, toMs }) => {
    const inside = decidedAtMs.filter((atMs) => atMs >= fromMs && atMs <= toMs).sort((a, b) => a - b);
    const marks = [fromMs, ...inside, toMs];
    return Math.max(...marks.slice(1).map((mark, index) => mark - (marks[index] ?? mark)));
  });
  return Math.max(0, ...gaps);
}

function recovery(waits: readonly Span[], decidedAtMs: readonly number[], returnedAtMs: number): number {
  const somebodyWaited = waits.some(({ fromMs, toMs }) => fromMs <= returnedAtMs && toMs > returnedAtMs);
  if (!somebodyWaited) return 0;
  const next = decidedAtMs.filter((atMs) => atMs > returnedAtMs);
  return next.length > 0 ? Math.min(...next) - returnedAtMs : Number.POSITIVE_INFINITY;
}

/** How long a token's successor is given out again while that is unused. */
const UNUSED_MS = 10 * 60_000;
/** And after the first use of the successor. */
const AFTER_USE_MS = 10_000;
/** Nobody refreshes this often within seconds, and the family's document stays small. */
const MAX_PREVIOUS = 8;

/** An encrypted text; how is not decided here. */
export interface Sealed {
  iv: string;
  ciphertext: string;
  tag: string;
}

/** A token that has been used, with its successor encrypted under a key derived from itself. */
export interface UsedToken {
  hash: string;
  successor: Sealed;
  /** Until when it may be presented again, because an answer was lost. */
  until: Date;
}

/** The refresh tokens of a session: the newest, and those before it that may still be presented again. */
export interface RefreshFamily {
  hash: string;
  previous: UsedToken[];
}

/** What a presented token is to its family; `reused` is anything that it should have forgotten. */
export type Standing = { is: 'newest' } | { is: 'repeated'; successor: Sealed } | { is: 'reused' };

export function standingOf(family: RefreshFamily, hash: string, nowMs: number): Standing {
  if (hash === family.hash) return { is: 'newest' };
  const used = family.previous.find((one) => one.hash === hash && one.until.getTime() > nowMs);
  return used ? { is: 'repeated', successor: used.successor } : { is: 'reused' };
}

/**
 * The family after its newest token was used: `next` is the hash of its successor. Who has used the newest token has got
 * the answer that the tokens before it might still have been repeated for.
 */
export function rotate(family: RefreshFamily, next: string, successor: Sealed, nowMs: number): RefreshFamily {
  const leaving = family.previous.map((one) => ({
    ...one,
    until: new Date(Math.min(one.until.getTime(), nowMs + AFTER_USE_MS)),
  }));
  const used = { hash: family.hash, successor, until: new Date(nowMs + UNUSED_MS) };
  const previous = [used, ...leaving.filter((one) => one.until.getTime() > nowMs)].slice(0, MAX_PREVIOUS);
  return { hash: next, previous };
}

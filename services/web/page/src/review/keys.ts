export type ReviewKey = 'next' | 'previous' | 'confirm' | 'reject';

const keys: Record<string, ReviewKey> = {
  ArrowDown: 'next',
  ArrowRight: 'next',
  ArrowUp: 'previous',
  ArrowLeft: 'previous',
  c: 'confirm',
  C: 'confirm',
  r: 'reject',
  R: 'reject',
};

/** What a key means in the review; undefined for every other, and for those of the browser. */
export function readReviewKey(press: {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}): ReviewKey | undefined {
  return press.ctrlKey || press.metaKey || press.altKey ? undefined : keys[press.key];
}

/** Who comes next in a list: the one after, or before, the current one; the first when there is none. */
export function step(ids: readonly string[], current: string | undefined, by: 1 | -1): string | undefined {
  const index = current === undefined ? -1 : ids.indexOf(current);
  if (index === -1) return ids[0];
  return ids[Math.min(ids.length - 1, Math.max(0, index + by))];
}

/** Who is current once one is gone: the one that takes its place, else the last. */
export function afterGone(before: readonly string[], now: readonly string[], gone: string): string | undefined {
  return now[Math.min(before.indexOf(gone), now.length - 1)];
}

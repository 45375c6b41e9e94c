import type { AuditProblem } from '@rollcall/contracts';
import { type Entry, hashOf, NO_HASH } from './entry.ts';
import { digestOf, isErased, keysOf, type StoredPart } from './personal-part.ts';

/** How far a chain has been followed, from its first entry on. */
export interface Walk {
  chain: number;
  /** Of the last entry that is right. */
  position: number;
  hash: string;
  entryId: string | null;
}

/** `misplaced`: its hash is wrong here, and may be right at another position. */
export type Finding = Pick<AuditProblem, 'position' | 'entryId'> & { kind: AuditProblem['kind'] | 'misplaced' };

export const beginOf = (chain: number): Walk => ({ chain, position: 0, hash: NO_HASH, entryId: null });

/** Goes one entry further, in the order of positions; undefined when it is right. */
export function step(walk: Walk, entry: Entry): Finding | undefined {
  const expected = walk.position + 1;
  const { _id: entryId, position, previousHash, hash } = entry;
  if (Number.isSafeInteger(position) && position > expected)
    return { kind: 'removed', position: expected, entryId: null };
  if (position !== expected) return { kind: 'inserted', position: Number(position) || 0, entryId };
  if (!isWhole(entry)) return { kind: 'misplaced', position, entryId };
  // This one is whole, so what it follows is not what stands there now.
  if (previousHash !== walk.hash) {
    return { kind: 'altered', position: walk.position || 1, entryId: walk.entryId ?? entryId };
  }
  Object.assign(walk, { position, hash, entryId });
  return undefined;
}

/** Whether an entry has the hash that it would have at this position. */
export function isWhole(entry: Entry, position = entry.position): boolean {
  try {
    return entry.at instanceof Date && hashOf({ ...entry, position }) === entry.hash;
  } catch {
    return false; // holds what no entry can
  }
}

/**
 * What happened to an entry that is not right at its `position`: `rightPosition` is where it would be, if anywhere. Of two
 * that changed places, the one that belongs here is elsewhere (`follower`).
 */
export function judgeMisplaced(
  { position, entryId }: Finding,
  { entryId: lastId }: Pick<Walk, 'entryId'>,
  rightPosition: number | undefined,
  follower: boolean,
): Pick<AuditProblem, 'position' | 'kind' | 'entryId'> {
  if (rightPosition === undefined) return { kind: 'altered', position, entryId };
  // It was moved to make room for what stands before it.
  if (rightPosition < position) return { kind: 'inserted', position: position - 1, entryId: lastId };
  if (follower) return { kind: 'reordered', position, entryId };
  return { kind: 'removed', position, entryId: null };
}

/** Whether an entry's personal part is what it was. One that is missing is not: erasing leaves a mark. */
export function isPartWhole(entry: Entry, part: StoredPart | undefined): boolean {
  if (entry.personalDigest === null) return true;
  if (part === undefined) return false;
  if (isErased(part)) return true;
  try {
    return (
      digestOf(part.salt, part.data) === entry.personalDigest &&
      part.keys.join() === keysOf(entry, part.data).join() &&
      part.at.getTime() === entry.at.getTime() &&
      part.action === entry.action
    );
  } catch {
    return false;
  }
}

import { INSTITUTION_ID, type Role } from '@rollcall/contracts';
import { canonical, sha256 } from './canonical.ts';

/** What an entry is about; `id` is null when it names a person: then it is in the personal part. */
export interface EntityRef {
  type: string;
  id: string | null;
}

/** An act, ready to be put at the end of its chain. */
export interface UnlinkedEntry {
  /** Follows from the event's id: each event has one entry. */
  _id: string;
  schemaVersion: 1;
  institutionId: string;
  chain: number;
  /** When it happened. */
  at: Date;
  action: string;
  entity: EntityRef;
  requestId: string;
  /** Null: the system itself. */
  actorRole: Role | null;
  /** What is said of it and names nobody. */
  details: Record<string, unknown>;
  /** Of the personal part, null when there is none. */
  personalDigest: string | null;
}

/** An act in its chain, as it is stored and never changed. */
export interface Entry extends UnlinkedEntry {
  /** From 1, without a gap. */
  position: number;
  recordedAt: Date;
  previousHash: string;
  /** SHA-256 of the canonical JSON of everything else. */
  hash: string;
}

/** Where a chain ends. */
export interface Head {
  chain: number;
  position: number;
  hash: string;
}

/** What the first entry of a chain names as the one before. */
export const NO_HASH = '0'.repeat(64);

/** Fields that every entry has. */
export const common = { schemaVersion: 1, institutionId: INSTITUTION_ID } as const;

// 128 bits: no two events come to the same one.
const ID_LENGTH = 32;

/** The id of an event's entry. Not the event's own, in which a person may be named. */
export function entryIdOf(eventId: string): string {
  return sha256('rollcall audit entry\n', eventId).slice(0, ID_LENGTH);
}

/** The hash of an entry: of its canonical JSON without `hash`; times are ISO 8601 with milliseconds. */
export function hashOf(entry: Omit<Entry, 'hash'>): string {
  return sha256(canonical({ ...entry, hash: undefined }));
}

/** Puts acts behind a head, in their order. */
export function link(head: Head, unlinked: readonly UnlinkedEntry[], recordedAt: Date): Entry[] {
  let { position, hash: previousHash } = head;
  return unlinked.map((one) => {
    position += 1;
    const open = { ...one, position, recordedAt, previousHash };
    const entry = { ...open, hash: hashOf(open) };
    previousHash = entry.hash;
    return entry;
  });
}

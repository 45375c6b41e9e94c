import { randomBytes } from 'node:crypto';
import { canonical, sha256 } from './canonical.ts';
import type { UnlinkedEntry } from './entry.ts';

/** What an entry says about people. Kept beside the chain, so that it can be erased. */
export interface PersonalPart {
  /** The entry's. */
  _id: string;
  /** Copies of the entry's, to search by. */
  at: Date;
  action: string;
  /** What it is found by: `actor:`, `user:` and `entity:`. */
  keys: string[];
  /** 32 random bytes in hexadecimal: without them nobody finds out by trying what `data` was. */
  salt: string;
  data: PersonalData;
}

export interface PersonalData {
  actorId?: string;
  /** Of the entity, when it names a person. */
  entityId?: string;
  /** Everybody whom it is about besides the actor. */
  users: string[];
  /** What else is personal of the event. */
  fields: Record<string, unknown>;
}

const SALT_BYTES = 32;
export const newSalt = (): string => randomBytes(SALT_BYTES).toString('hex');

/** What the entry keeps of its personal part: SHA-256 of the salt, as it is written, and the canonical JSON of the data. */
export function digestOf(salt: string, data: PersonalData): string {
  return sha256(salt, canonical(data));
}

export const actorKey = (userId: string) => `actor:${userId}`;
export const userKey = (userId: string) => `user:${userId}`;
export const entityKey = (type: string, id: string) => `entity:${type}:${id}`;

/** What the personal part of an entry is found by; ids in lower case, as contracts read them. */
export function keysOf(
  { entity }: Pick<UnlinkedEntry, 'entity'>,
  { actorId, entityId, users }: PersonalData,
): string[] {
  const people = [...new Set([...users, ...(actorId === undefined ? [] : [actorId])])];
  const id = entity.id ?? entityId;
  return [
    ...(actorId === undefined ? [] : [actorKey(actorId)]),
    ...people.map(userKey),
    ...(id === undefined ? [] : [entityKey(entity.type, id)]),
  ];
}

/** What is left of an erased personal part. */
export interface ErasedPart {
  _id: string;
  at: Date;
  action: string;
  /** The entry that says that it was erased. */
  erasure: string;
}

export type StoredPart = PersonalPart | ErasedPart;
export const isErased = (part: StoredPart): part is ErasedPart => 'erasure' in part;

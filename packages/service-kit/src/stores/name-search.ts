import { id } from '@rollcall/contracts';
import { z } from 'zod';
import { AppError } from '../app-error.ts';

/** Long enough to put names in order, short enough to travel in a cursor. */
const SORT_KEY_LENGTH = 100;
const MAX_WORDS = 5;

/** Text without case, accents, width and needless blanks: how names are found and put in order. */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim().replace(/\s+/g, ' ');
}

/** What things are put in order by: the folded name, at most 100 characters. */
export function sortKeyOf(name: string): string {
  return [...fold(name)].slice(0, SORT_KEY_LENGTH).join('');
}

/**
 * What the words of a search are compared with the beginnings of: the name, each of its words and their parts, and other
 * values as a whole. Kept in an indexed array of the document.
 */
export function searchKeysOf(name: string, others: readonly (string | null | undefined)[]): string[] {
  const whole = [name, ...others].map((value) => fold(value ?? ''));
  const words = fold(name).split(' ');
  const parts = words.flatMap((word) => word.split(/['’-]/));
  return [...new Set([...whole, ...words, ...parts])].filter((key) => key !== '');
}

/** Conditions of a MongoDB filter: each word of `search` begins something in the array `field`. At most five words count. */
export function searchConditions(field: string, search: string): Record<string, { $regex: string }>[] {
  return searchWords(search).map((word) => ({ [field]: { $regex: `^${escapeRegex(word)}` } }));
}

// A regular expression of MongoDB must hold no zero byte.
function searchWords(search: string): string[] {
  return fold(search.toWellFormed().replaceAll('\0', ''))
    .split(' ')
    .filter((word) => word !== '')
    .slice(0, MAX_WORDS);
}

function escapeRegex(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

/** Where a page in the order of names ended. `nameKey` is null for a document that has none yet. */
export interface NamePosition {
  nameKey: string | null;
  _id: string;
}

/** The condition of what comes after a position, in the order of `nameKey` and `_id`; documents without a key come first. */
export function beyond({ nameKey, _id }: NamePosition) {
  const later = nameKey === null ? { nameKey: { $gte: '' } } : { nameKey: { $gt: nameKey } };
  return { $or: [later, { nameKey, _id: { $gt: _id } }] };
}

const position = z.tuple([z.string().nullable(), id]);

/** A position as an opaque cursor. */
export function encodeCursor({ nameKey, _id }: NamePosition): string {
  return Buffer.from(JSON.stringify([nameKey, _id])).toString('base64url');
}

/** The position of a cursor. Throws `invalid_request` for what {@link encodeCursor} did not write. */
export function decodeCursor(cursor: string): NamePosition {
  try {
    const [nameKey, _id] = position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { nameKey, _id };
  } catch (cause) {
    throw new AppError('invalid_request', { details: [{ path: 'cursor', message: 'is none of ours' }], cause });
  }
}

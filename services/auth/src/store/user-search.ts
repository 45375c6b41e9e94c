import type { Role } from '@rollcall/contracts';
import type { NamePosition } from '../domain/cursor.ts';
import { searchWords } from '../domain/search.ts';

export interface UserSearch {
  search?: string | undefined;
  role?: Role | undefined;
  disabled?: boolean | undefined;
  /** Where the page before ended. */
  after?: NamePosition | undefined;
  limit: number;
}

/** The filter of a search: every word begins something of the person. */
export function searchFilter({ search = '', role, disabled, after }: UserSearch) {
  const words = searchWords(search).map((word) => ({ searchKeys: { $regex: `^${escapeRegex(word)}` } }));
  const conditions = [...words, ...(after ? [beyond(after)] : [])];
  return {
    ...(role !== undefined && { role }),
    ...(disabled !== undefined && { disabled }),
    ...(conditions.length > 0 && { $and: conditions }),
  };
}

/** Documents without a key come first. */
function beyond({ nameKey, _id }: NamePosition) {
  const later = nameKey === null ? { nameKey: { $gte: '' } } : { nameKey: { $gt: nameKey } };
  return { $or: [later, { nameKey, _id: { $gt: _id } }] };
}

function escapeRegex(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

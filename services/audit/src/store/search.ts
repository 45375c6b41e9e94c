import type { Position } from '../domain/cursor.ts';
import type { Entry } from '../domain/entry.ts';
import { actionsAbout, isPersonType } from '../domain/mappings/index.ts';
import { actorKey, entityKey, isErased, type PersonalData, type StoredPart, userKey } from '../domain/personal-part.ts';
import type { Collections } from './models.ts';

export interface AuditFilter {
  entityType?: string | undefined;
  entityId?: string | undefined;
  actorId?: string | undefined;
  userId?: string | undefined;
  action?: string | undefined;
  from?: Date | undefined;
  /** Before this. */
  to?: Date | undefined;
}

/** An entry with its personal part; null when it has none, or it was erased. */
export interface FoundEntry {
  entry: Entry;
  personal: PersonalData | null;
  erased: boolean;
}

export interface Page {
  items: FoundEntry[];
  /** Null at the end. */
  next: Position | null;
}

interface Found {
  entries: Entry[];
  /** The last that was looked at, if there may be more. */
  last: Position | undefined;
}

const newestFirst = { at: -1, _id: -1 } as const;

/**
 * The next entries of a filter, the newest first. A filter that names a person is answered by the personal parts, so that
 * what is erased is found by no person any more; every other by the entries.
 */
export async function search(
  collections: Collections,
  filter: AuditFilter,
  after: Position | undefined,
  limit: number,
): Promise<Page> {
  const { entries, last } = namesPerson(filter)
    ? await searchByPerson(collections, filter, after, limit)
    : await searchByThing(collections, filter, after, limit);
  const parts = await readParts(collections, entries);
  const items = entries.map((entry) => {
    const part = parts.get(entry._id);
    return part && !isErased(part)
      ? { entry, personal: part.data, erased: false }
      : { entry, personal: null, erased: entry.personalDigest !== null };
  });
  return { items, next: last ?? null };
}

/** The personal parts of entries, by id. */
export async function readParts(
  { parts }: Pick<Collections, 'parts'>,
  entries: readonly Entry[],
): Promise<Map<string, StoredPart>> {
  const ids = entries.filter(({ personalDigest }) => personalDigest !== null).map(({ _id }) => _id);
  if (ids.length === 0) return new Map();
  const found = await parts.find({ _id: { $in: ids } }).toArray();
  return new Map(found.map((part) => [part._id, part]));
}

function namesPerson({ actorId, userId, entityType = '', entityId }: AuditFilter): boolean {
  return actorId !== undefined || userId !== undefined || (entityId !== undefined && isPersonType(entityType));
}

async function searchByThing(
  { entries }: Collections,
  filter: AuditFilter,
  after: Position | undefined,
  limit: number,
): Promise<Found> {
  const { entityType, entityId } = filter;
  const about =
    entityType === undefined || entityId === undefined ? {} : { 'entity.type': entityType, 'entity.id': entityId };
  const found = await entries
    .find({ ...about, ...ofAction(filter), ...inTime(filter, after) })
    .sort(newestFirst)
    .limit(limit)
    .toArray();
  return { entries: found, last: found[limit - 1] };
}

async function searchByPerson(
  { parts, entries }: Collections,
  filter: AuditFilter,
  after: Position | undefined,
  limit: number,
): Promise<Found> {
  const { actorId, userId, entityType, entityId } = filter;
  const keys = [
    ...(actorId === undefined ? [] : [actorKey(actorId)]),
    ...(userId === undefined ? [] : [userKey(userId)]),
    ...(entityType === undefined || entityId === undefined ? [] : [entityKey(entityType, entityId)]),
  ];
  const found = await parts
    .find({ keys: { $all: keys }, ...ofAction(filter), ...inTime(filter, after) }, { projection: { at: 1 } })
    .sort(newestFirst)
    .limit(limit)
    .toArray();
  // One whose entry is being written this moment has none yet.
  const ids = found.map(({ _id }) => _id);
  const byId = new Map((await entries.find({ _id: { $in: ids } }).toArray()).map((entry) => [entry._id, entry]));
  return { entries: ids.flatMap((id) => byId.get(id) ?? []), last: found[limit - 1] };
}

/** A type of things is found by the acts that are about such things, which are few. */
function ofAction({ action, entityType, entityId }: AuditFilter): { action?: string | { $in: string[] } } {
  if (entityType === undefined || entityId !== undefined) return action === undefined ? {} : { action };
  const actions = actionsAbout(entityType);
  return { action: { $in: action === undefined ? actions : actions.filter((one) => one === action) } };
}

function inTime({ from, to }: AuditFilter, after: Position | undefined) {
  const within = { ...(from && { $gte: from }), ...(to && { $lt: to }), ...(after && { $lte: after.at }) };
  return {
    ...((from || to || after) && { at: within }),
    ...(after && { $or: [{ at: { $lt: after.at } }, { _id: { $lt: after._id } }] }),
  };
}

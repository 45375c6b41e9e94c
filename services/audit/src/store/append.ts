import { setTimeout as wait } from 'node:timers/promises';
import { AppError, type Clock, isDuplicateKey } from '@rollcall/service-kit';
import { mongo } from 'mongoose';
import type { Draft } from '../domain/draft.ts';
import { type Entry, link, type UnlinkedEntry } from '../domain/entry.ts';
import type { Collections } from './models.ts';
import { readHeads } from './read-heads.ts';
import { storeParts } from './store-parts.ts';

const ATTEMPTS = 100;
const LONGEST_PAUSE_MS = 50;

/**
 * Writes acts down, each once, at the ends of their chains; resolves when a majority has all of them. Several processes may
 * write at once: a place that somebody else has taken is refused by the unique index, then the heads are read again. One
 * ordered insert, so that whatever breaks off in the middle leaves no gap in a chain.
 * @throws AppError `try_again` when it is not known whether all are stored
 */
export async function append(collections: Collections, clock: Clock, drafts: readonly Draft[]): Promise<void> {
  const ids = drafts.map(({ entry }) => entry._id);
  const before = await storedIds(collections, ids, 'majority');
  const once = new Map(drafts.filter(({ entry }) => !before.has(entry._id)).map((one) => [one.entry._id, one]));
  if (once.size === 0) return;
  let left = await storeParts(collections, [...once.values()]);
  let contested = false;
  for (let attempt = 1; left.length > 0; attempt += 1) {
    if (attempt > ATTEMPTS) throw new AppError('try_again');
    if (await appendOnce(collections, clock, left)) break;
    contested = true;
    const stored = await storedIds(
      collections,
      left.map(({ _id }) => _id),
      'local',
    );
    left = left.filter(({ _id }) => !stored.has(_id));
    await wait(Math.random() * Math.min(LONGEST_PAUSE_MS, attempt * 2));
  }
  // What somebody else wrote is there, but perhaps not yet for a majority.
  if (contested && (await storedIds(collections, ids, 'majority')).size < new Set(ids).size) {
    throw new AppError('try_again');
  }
}

/** False when somebody was faster, or had one of them already: then some may be stored. */
async function appendOnce(collections: Collections, clock: Clock, left: readonly UnlinkedEntry[]): Promise<boolean> {
  const byChain = Map.groupBy(left, ({ chain }) => chain);
  const heads = await readHeads(collections, [...byChain.keys()], 'local');
  const recordedAt = new Date(clock.now());
  const linked = [...heads.values()].flatMap((head) => link(head, byChain.get(head.chain) ?? [], recordedAt));
  try {
    await collections.entries.insertMany(linked, { ordered: true });
    await noteHeads(collections, linked);
    return true;
  } catch (error) {
    if (!(error instanceof mongo.MongoBulkWriteError && isDuplicateKey(error))) throw error;
    await noteHeads(collections, linked.slice(0, error.insertedCount));
    return false;
  }
}

async function storedIds(
  { entries }: Pick<Collections, 'entries'>,
  ids: string[],
  level: 'local' | 'majority',
): Promise<Set<string>> {
  const found = entries.find({ _id: { $in: ids } }, { projection: { _id: 1 }, readConcern: { level } });
  return new Set((await found.toArray()).map(({ _id }) => _id));
}

/** Forward only. Nobody waits for a majority: a head that is behind says less, never anything wrong. */
async function noteHeads({ heads }: Pick<Collections, 'heads'>, entries: readonly Entry[]): Promise<void> {
  const last = new Map(entries.map(({ chain, position, hash }) => [chain, { position, hash }]));
  if (last.size === 0) return;
  const updates = [...last].map(([chain, { position, hash }]) => ({
    updateOne: { filter: { _id: chain, position: { $lt: position } }, update: { $set: { position, hash } } },
  }));
  await heads.bulkWrite(updates, { ordered: false, writeConcern: { w: 1 } });
}

import type { mongo } from 'mongoose';

/** The fields that a document of the next version has anew or differently, and those that it no longer has. */
export interface Raise {
  $set?: Record<string, unknown>;
  $unset?: Record<string, ''>;
}

/** Raises the documents of a collection by one step. */
export interface DocumentMigration {
  /** Unique in the service and never changed: its record has it as `_id`. */
  name: string;
  collection: string;
  /** The `schemaVersion` of the documents that it takes, and the one that they have afterwards. */
  from: number;
  to: number;
  /** Pure: it may run several times for one document. The version is set without its help. */
  migrate(document: mongo.Document): Raise;
}

const BATCH = 200;
const ATTEMPTS = 20;

interface Versioned {
  /** A string in our collections; nothing here depends on it. */
  _id: string;
  schemaVersion: number;
}

/**
 * Raises all documents that are at the migration's `from` now, a batch at a time; says after each how many it changed.
 *
 * Each is replaced by compare-and-swap: the write asks for the very document that was read, version and all. One that
 * somebody changed in between is read anew, so that no change is lost. Not by a transaction, which would lock out the
 * services' own writers for more than a minute when the command is killed before it commits.
 */
export async function raiseDocuments(
  db: mongo.Db,
  migration: DocumentMigration,
  onChanged: (documents: number) => Promise<void>,
): Promise<void> {
  const documents = db.collection<Versioned>(migration.collection);
  const found = documents.find({ schemaVersion: migration.from }, { projection: { _id: 1 } }).sort({ _id: 1 });
  for await (const ids of batches(found)) {
    for (let attempt = 1; ; attempt++) {
      const { left, changed } = await raiseBatch(documents, ids, migration);
      if (changed > 0) await onChanged(changed);
      if (left === 0) break;
      if (attempt === ATTEMPTS)
        throw new Error(`${migration.name}: ${left} of ${migration.collection} change all the time`);
    }
  }
}

async function raiseBatch(documents: mongo.Collection<Versioned>, ids: string[], migration: DocumentMigration) {
  const { from, to } = migration;
  const batch = await documents.find({ _id: { $in: ids }, schemaVersion: from }).toArray();
  if (batch.length === 0) return { left: 0, changed: 0 };
  const operations = batch.map((document) => {
    const { $set, $unset } = raise(document, migration);
    const { _id } = document;
    // By value: that a number comes back as another type of number makes no difference.
    const filter = { _id, schemaVersion: from, $expr: { $eq: ['$$ROOT', { $literal: document }] } };
    return { updateOne: { filter, update: { $set: { ...$set, schemaVersion: to }, ...($unset && { $unset }) } } };
  });
  const { modifiedCount } = await documents.bulkWrite(operations, { ordered: false });
  return { left: batch.length - modifiedCount, changed: modifiedCount };
}

function raise(document: mongo.Document, { name, collection, migrate }: DocumentMigration) {
  try {
    return migrate(document);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${name} cannot raise ${document._id} of ${collection}: ${reason}`, { cause: error });
  }
}

async function* batches(found: AsyncIterable<{ _id: string }>): AsyncGenerator<string[]> {
  let ids: string[] = [];
  for await (const { _id } of found) {
    ids.push(_id);
    if (ids.length < BATCH) continue;
    yield ids;
    ids = [];
  }
  if (ids.length > 0) yield ids;
}

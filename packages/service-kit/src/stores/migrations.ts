import type { Connection, mongo } from 'mongoose';
import { createIndexes } from './mongo.ts';
import { type DocumentMigration, raiseDocuments } from './raise-documents.ts';

/** Anything else, such as `dropIndex`. It must bear being run twice, also at the same time. */
export interface DatabaseStep {
  name: string;
  /** Resolves with whether there was anything to do. */
  run(db: mongo.Db): Promise<boolean>;
}

export type Migration = DocumentMigration | DatabaseStep;

/** What a run of the migrations found and did. */
export interface MigrationReport {
  /** Of each migration, how many documents this run changed; a database step that had something to do counts 1. */
  changed: Record<string, number>;
  /** Documents of a later version than the migrations know: of a newer release. They were left alone. */
  newer: { collection: string; knownVersion: number; documents: number }[];
}

interface MigrationRecord {
  _id: string;
  startedAt: Date;
  finishedAt?: Date;
  /** By all runs together. */
  changed: number;
}

/**
 * Brings a database to the schema of this release: runs the migrations in their order, then makes the indexes of all models
 * of the connection (see `connectMongoForCommand`). Each is recorded in the collection `migrations`.
 *
 * Old beside new. During a rolling deployment two releases work on one database, so a change takes two of them:
 * 1. expand: the code of version n reads documents of n and n-1 and writes what n-1 can read, so it keeps the old fields.
 *    When every process is of this release, the command raises the documents. It can run again at any time;
 * 2. contract: the next release, whose code no longer knows n-1, drops the old fields and indexes.
 * Entries stay in the list for ever: by them the command knows which versions there are.
 *
 * It can be killed and run again: documents are found by their `schemaVersion`, so that those which have been raised are not
 * touched. Two runs at once need no lock for the same reason: a document is raised by whoever comes first. Rejects with the
 * name of the migration and the id of the document when `migrate` throws.
 */
export async function runMigrations(
  connection: Connection,
  migrations: readonly Migration[],
  onProgress: (line: string) => void = () => {},
): Promise<MigrationReport> {
  requireOrder(migrations);
  const { db } = connection;
  if (!db) throw new Error('the connection is not open');
  const records = db.collection<MigrationRecord>('migrations');
  const changed: Record<string, number> = {};
  for (const migration of migrations) {
    const { name: _id } = migration;
    const record = await records.findOneAndUpdate(
      { _id },
      { $setOnInsert: { startedAt: new Date(), changed: 0 } },
      { upsert: true, returnDocument: 'after' },
    );
    const count = async (more: number) => {
      changed[_id] = (changed[_id] ?? 0) + more;
      await records.updateOne({ _id }, { $inc: { changed: more } });
      onProgress(`${_id} (${changed[_id]})`);
    };
    if (!('run' in migration)) {
      await raiseDocuments(db, migration, count);
    } else if (record?.finishedAt === undefined) {
      if (await migration.run(db)) await count(1);
    }
    changed[_id] ??= 0;
    await records.updateOne({ _id }, { $set: { finishedAt: new Date() } });
  }
  onProgress('making indexes');
  await createIndexes(connection);
  return { changed, newer: await findNewer(db, migrations) };
}

/** A step that drops an index which may be gone already. */
export function dropIndex(name: string, collection: string, index: string): DatabaseStep {
  const isGone = (error: unknown) => ['IndexNotFound', 'NamespaceNotFound'].includes(codeNameOf(error));
  return {
    name,
    async run(db) {
      try {
        await db.collection(collection).dropIndex(index);
        return true;
      } catch (error) {
        if (!isGone(error)) throw error;
        return false;
      }
    },
  };
}

function codeNameOf(error: unknown): string {
  return String((error as { codeName?: unknown }).codeName);
}

/** A list that cannot do what it says is the programmer's mistake. */
function requireOrder(migrations: readonly Migration[]): void {
  const names = new Set<string>();
  const reached = new Map<string, number>();
  for (const migration of migrations) {
    if (names.has(migration.name)) throw new Error(`two migrations are called ${migration.name}`);
    names.add(migration.name);
    if ('run' in migration) continue;
    const { name, collection, from, to } = migration;
    if (to <= from || from < (reached.get(collection) ?? from)) throw new Error(`${name} goes back in versions`);
    reached.set(collection, to);
  }
}

async function findNewer(db: mongo.Db, migrations: readonly Migration[]): Promise<MigrationReport['newer']> {
  const known = new Map(migrations.flatMap((one) => ('run' in one ? [] : [[one.collection, one.to] as const])));
  const found = [];
  for (const [collection, knownVersion] of known) {
    const documents = await db.collection(collection).countDocuments({ schemaVersion: { $gt: knownVersion } });
    if (documents > 0) found.push({ collection, knownVersion, documents });
  }
  return found;
}

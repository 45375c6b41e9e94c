import type { ServiceName } from '@rollcall/contracts';
import type { Connection } from 'mongoose';
import type { MongoEnv } from '../env.ts';
import { type Command, UsageError } from '../run-command.ts';
import { type Migration, type MigrationReport, runMigrations } from './migrations.ts';
import { connectMongoForCommand } from './mongo.ts';

/** What a service's database has to look like. */
export interface DatabaseSchema {
  /** Each defines a model on the connection, with its indexes. All that the service has. */
  models: readonly ((connection: Connection) => unknown)[];
  migrations: readonly Migration[];
}

/** Brings a service's database to its schema over a connection of its own; see {@link runMigrations}. */
export async function migrateDatabase(
  service: ServiceName,
  { MONGODB_URL, MONGODB_DATABASE_PREFIX }: MongoEnv,
  { models, migrations }: DatabaseSchema,
  onProgress?: (line: string) => void,
): Promise<MigrationReport> {
  const connection = await connectMongoForCommand(MONGODB_URL, `${MONGODB_DATABASE_PREFIX}${service}`);
  try {
    for (const define of models) define(connection);
    return await runMigrations(connection, migrations, onProgress);
  } finally {
    await connection.close();
  }
}

/** The `migrate` command of a service's process: says on standard output what it did. */
export function migrateCommand(service: ServiceName, readConfig: () => MongoEnv, schema: DatabaseSchema): Command {
  return async (args) => {
    if (args.length > 0) throw new UsageError(`migrate takes no arguments, not "${args.join(' ')}"`);
    const report = await migrateDatabase(service, readConfig(), schema);
    for (const line of inWords(report)) process.stdout.write(`${service}: ${line}\n`);
  };
}

/** A report for people, in at least one line. */
export function inWords({ changed, newer }: MigrationReport): string[] {
  const done = Object.entries(changed).filter(([, count]) => count > 0);
  return [
    ...(done.length > 0 ? done.map(([name, count]) => `${name} changed ${count}`) : ['nothing to change']),
    ...newer.map(
      ({ collection, knownVersion, documents }) =>
        `left ${documents} of ${collection} alone: of a later version than ${knownVersion}, the last of this release`,
    ),
  ];
}

import { type Command, migrateCommand, parkedEventsCommand } from '@rollcall/service-kit';
import { readMongoConfig } from '../env.ts';
import { databaseSchema } from '../store/migrations.ts';

/** What `node src/main.ts <command>` does instead of serving. */
export const commands: Record<string, Command> = {
  migrate: migrateCommand('audit', readMongoConfig, databaseSchema),
  'events:parked': parkedEventsCommand('audit', readMongoConfig),
};

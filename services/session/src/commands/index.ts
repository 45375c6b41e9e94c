import { type Command, migrateCommand, parkedEventsCommand } from '@rollcall/service-kit';
import { readMongoConfig } from '../env.ts';
import { databaseSchema } from '../store/migrations.ts';
import { rebuildReports } from './rebuild-reports.ts';

/** What `node src/main.ts <command>` does instead of serving. */
export const commands: Record<string, Command> = {
  migrate: migrateCommand('session', readMongoConfig, databaseSchema),
  'events:parked': parkedEventsCommand('session', readMongoConfig),
  'reports:rebuild': rebuildReports,
};

import { type Command, migrateCommand, parkedEventsCommand } from '@rollcall/service-kit';
import { readMongoConfig } from '../env.ts';
import { databaseSchema } from '../store/migrations.ts';
import { erase } from './erase.ts';
import { sign } from './sign.ts';
import { verify } from './verify.ts';

/** What `node src/main.ts <command>` does instead of serving. */
export const commands: Record<string, Command> = {
  migrate: migrateCommand('audit', readMongoConfig, databaseSchema),
  'audit:verify': verify,
  'audit:sign': sign,
  'audit:erase': erase,
  'events:parked': parkedEventsCommand('audit', readMongoConfig),
};

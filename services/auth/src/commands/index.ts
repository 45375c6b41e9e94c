import { type Command, migrateCommand } from '@rollcall/service-kit';
import { readMongoConfig } from '../env.ts';
import { databaseSchema } from '../store/migrations.ts';
import { createAdmin } from './create-admin.ts';
import { rotateKeys } from './rotate-keys.ts';

/** What `node src/main.ts <command>` does instead of serving. */
export const commands: Record<string, Command> = {
  migrate: migrateCommand('auth', readMongoConfig, databaseSchema),
  'admin:create': createAdmin,
  'keys:rotate': rotateKeys,
};

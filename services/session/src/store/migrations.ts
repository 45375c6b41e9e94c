import { createHandledEvents, type DatabaseSchema } from '@rollcall/service-kit';
import { recordModel } from './records.ts';
import { sessionModel } from './sessions.ts';

/** What the command `migrate` brings the database to: all models, for their indexes, and the migrations in their order. */
export const databaseSchema: DatabaseSchema = {
  models: [sessionModel, recordModel, createHandledEvents],
  migrations: [],
};

import type { DatabaseSchema } from '@rollcall/service-kit';
import { classModel } from './classes.ts';
import { enrolmentModel } from './enrolments.ts';

/** What the command `migrate` brings the database to: all models, for their indexes, and the migrations in their order. */
export const databaseSchema: DatabaseSchema = { models: [classModel, enrolmentModel], migrations: [] };

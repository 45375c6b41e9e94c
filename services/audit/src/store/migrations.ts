import { type DatabaseSchema, parkedEventModel } from '@rollcall/service-kit';

/** All models and migrations of the service's database, for the command `migrate`. */
export const databaseSchema: DatabaseSchema = { models: [parkedEventModel], migrations: [] };

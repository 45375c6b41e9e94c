import { type DatabaseSchema, parkedEventModel } from '@rollcall/service-kit';
import { auditModels } from './models.ts';
import { prepareHeads } from './prepare-heads.ts';

/**
 * All models and migrations of the service's database, for the command `migrate`. Entries are never migrated: their hash is
 * of what was written, so readers know every version of them.
 */
export const databaseSchema: DatabaseSchema = {
  models: [...auditModels, parkedEventModel],
  migrations: [{ name: 'audit-heads', run: (db) => prepareHeads(db.collection('heads')) }],
};

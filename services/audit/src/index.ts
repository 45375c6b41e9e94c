export { type Config, env, readConfig } from './env.ts';
export { createAuditService } from './service.ts';
export { databaseSchema } from './store/migrations.ts';

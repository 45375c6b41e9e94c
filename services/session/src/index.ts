export { type Config, env, readConfig } from './env.ts';
export { createSessionService } from './service.ts';
export { databaseSchema } from './store/migrations.ts';

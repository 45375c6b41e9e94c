export { type Config, env, readConfig } from './env.ts';
export { createAuthService } from './service.ts';
export { databaseSchema } from './store/migrations.ts';

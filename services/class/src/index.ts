export { type Config, env, readConfig } from './env.ts';
export { createClassService } from './service.ts';
export { databaseSchema } from './store/migrations.ts';

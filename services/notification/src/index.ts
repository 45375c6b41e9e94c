export { type Config, env, readConfig } from './env.ts';
export { createNotificationService } from './service.ts';
export { databaseSchema } from './store/migrations.ts';

export { type Config, env, readConfig } from './env.ts';
export { createSessionService } from './service.ts';

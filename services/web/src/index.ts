export { type Config, env, readConfig } from './env.ts';
export { createWebService } from './service.ts';

export { type Config, env, readConfig } from './env.ts';
export { createRealtimeGatewayService } from './service.ts';

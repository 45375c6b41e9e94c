import { commonEnv, readEnv } from '@rollcall/service-kit';
import { z } from 'zod';

const urls = z
  .string()
  .transform((list) => list.split(',').map((url) => url.trim()))
  .pipe(z.array(z.url()).min(1));

/** The variables of the edge as a process: where it listens, and each service's replicas, their URLs joined by commas. */
export const env = {
  LOG_LEVEL: commonEnv.LOG_LEVEL,
  HOST: commonEnv.HOST,
  PORT: commonEnv.PORT,
  AUTH_URL: urls,
  CLASS_URL: urls,
  SESSION_URL: urls,
  REALTIME_GATEWAY_URL: urls,
  NOTIFICATION_URL: urls,
  AUDIT_URL: urls,
  WEB_URL: urls,
};

export type Config = z.infer<z.ZodObject<typeof env>>;

export function readConfig(source: NodeJS.ProcessEnv = process.env): Config {
  return readEnv(env, source);
}

import { adapterRedisEnv, commonEnv, natsEnv, readEnv, tokenEnv } from '@rollcall/service-kit';
import { z } from 'zod';

/** The variables of the realtime gateway. */
export const env = {
  ...commonEnv,
  ...natsEnv,
  ...tokenEnv,
  ...adapterRedisEnv,
  DRAIN_TIMEOUT_MS: z.coerce.number().int().min(0).default(60_000),
  SOCKETS_PER_USER: z.coerce.number().int().min(1).default(20),
  SOCKETS_PER_ADDRESS: z.coerce.number().int().min(1).default(5_000),
};

export type Config = z.infer<z.ZodObject<typeof env>>;

export function readConfig(source: NodeJS.ProcessEnv = process.env): Config {
  return readEnv(env, source);
}

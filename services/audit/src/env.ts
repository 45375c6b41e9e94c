import { commonEnv, mongoEnv, natsEnv, readEnv, tokenEnv } from '@rollcall/service-kit';
import type { z } from 'zod';

/** The variables of the audit service. */
export const env = { ...commonEnv, ...natsEnv, ...mongoEnv, ...tokenEnv };

export type Config = z.infer<z.ZodObject<typeof env>>;

export function readConfig(source: NodeJS.ProcessEnv = process.env): Config {
  return readEnv(env, source);
}

/** All that the commands about the database need. */
export function readMongoConfig(source: NodeJS.ProcessEnv = process.env) {
  return readEnv(mongoEnv, source);
}

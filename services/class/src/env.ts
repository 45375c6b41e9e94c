import { timeZone } from '@rollcall/contracts';
import { commonEnv, mongoEnv, natsEnv, readEnv, redisEnv, tokenEnv } from '@rollcall/service-kit';
import { z } from 'zod';

const limit = z.coerce.number().int().min(1);

/** The variables of the class service. */
export const env = {
  ...commonEnv,
  ...natsEnv,
  ...mongoEnv,
  ...redisEnv,
  ...tokenEnv,
  DEFAULT_TIME_ZONE: timeZone.default('UTC'),
  FAILED_JOINS_PER_USER: limit.default(10),
  FAILED_JOINS_PER_ADDRESS: limit.default(300),
};

export type Config = z.infer<z.ZodObject<typeof env>>;

export function readConfig(source: NodeJS.ProcessEnv = process.env): Config {
  return readEnv(env, source);
}

/** All that the command `migrate` needs: no secrets, and no other server. */
export function readMongoConfig(source: NodeJS.ProcessEnv = process.env) {
  return readEnv(mongoEnv, source);
}

import { commonEnv, durationSeconds, mongoEnv, natsEnv, readEnv, redisEnv, tokenEnv } from '@rollcall/service-kit';
import { z } from 'zod';

const limit = z.coerce.number().int().min(1);

/** The variables of the auth service. */
export const env = {
  ...commonEnv,
  ...natsEnv,
  ...mongoEnv,
  ...redisEnv,
  ...tokenEnv,
  BCRYPT_COST: z.coerce.number().int().min(4).max(15).default(10),
  ACCESS_TOKEN_TTL: durationSeconds.prefault('10m'),
  CLASSIC_TOKEN_TTL: durationSeconds.prefault('24h'),
  KEY_ENCRYPTION_SECRET: z.string().min(32),
  FIRST_ADMIN_EMAIL: z.email().max(254).optional(),
  FIRST_ADMIN_PASSWORD: z.string().min(6).optional(),
  SIGN_INS_PER_MINUTE_PER_ADDRESS: limit.default(3_000),
  FAILED_LOG_INS_PER_ACCOUNT: limit.default(10),
  FAILED_LOG_INS_PER_ADDRESS: limit.default(3_000),
};

export type Config = z.infer<z.ZodObject<typeof env>>;

export function readConfig(source: NodeJS.ProcessEnv = process.env): Config {
  const config = readEnv(env, source);
  if ((config.FIRST_ADMIN_EMAIL === undefined) !== (config.FIRST_ADMIN_PASSWORD === undefined)) {
    throw new Error('FIRST_ADMIN_EMAIL and FIRST_ADMIN_PASSWORD: give both or none');
  }
  return config;
}

import {
  commonEnv,
  durationSeconds,
  mailEnv,
  mongoEnv,
  natsEnv,
  publicOriginEnv,
  readEnv,
  redisEnv,
  tokenEnv,
} from '@rollcall/service-kit';
import { z } from 'zod';

const limit = z.coerce.number().int().min(1);
const secret = z.string().min(32);

/** Domains of e-mail addresses joined by commas; `*.` before one means those below it. */
const emailDomains = z
  .string()
  .toLowerCase()
  .transform((value) => value.split(',').map((domain) => domain.trim()))
  .pipe(z.array(z.string().regex(/^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'domains joined by commas')));

/** The variables of the auth service. */
export const env = {
  ...commonEnv,
  ...natsEnv,
  ...mongoEnv,
  ...redisEnv,
  ...tokenEnv,
  ...mailEnv,
  ...publicOriginEnv,
  BCRYPT_COST: z.coerce.number().int().min(4).max(15).default(10),
  ACCESS_TOKEN_TTL: durationSeconds.prefault('10m'),
  CLASSIC_TOKEN_TTL: durationSeconds.prefault('24h'),
  LOG_IN_IDLE_TTL: durationSeconds.prefault('14d'),
  LOG_IN_MAX_TTL: durationSeconds.prefault('90d'),
  SIGNING_KEY_LIFETIME: durationSeconds.prefault('30d'),
  KEY_UPKEEP_SECONDS: limit.default(60),
  KEY_ENCRYPTION_SECRET: secret,
  DEVICE_HASH_SECRET: secret,
  DEVICE_RETENTION: durationSeconds.prefault('30d'),
  SIGN_UP: z.enum(['open', 'closed']).default('open'),
  STUDENT_EMAIL_DOMAINS: emailDomains.optional(),
  TEACHER_EMAIL_DOMAINS: emailDomains.optional(),
  PASSWORD_MIN_LENGTH: z.coerce.number().int().min(6).max(128).default(6),
  FIRST_ADMIN_EMAIL: z.email().max(254).optional(),
  FIRST_ADMIN_PASSWORD: z.string().min(6).optional(),
  SIGN_INS_PER_MINUTE_PER_ADDRESS: limit.default(3_000),
  FAILED_LOG_INS_PER_ACCOUNT: limit.default(10),
  FAILED_LOG_INS_PER_ADDRESS: limit.default(3_000),
  PASSWORD_LINKS_PER_HOUR_PER_ACCOUNT: limit.default(5),
};

export type Config = z.infer<z.ZodObject<typeof env>>;

export function readConfig(source: NodeJS.ProcessEnv = process.env): Config {
  const config = readEnv(env, source);
  if ((config.FIRST_ADMIN_EMAIL === undefined) !== (config.FIRST_ADMIN_PASSWORD === undefined)) {
    throw new Error('FIRST_ADMIN_EMAIL and FIRST_ADMIN_PASSWORD: give both or none');
  }
  return config;
}

/** All that the command `migrate` needs: no secrets, and no other server. */
export function readMongoConfig(source: NodeJS.ProcessEnv = process.env) {
  return readEnv(mongoEnv, source);
}

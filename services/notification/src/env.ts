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

/** The variables of the notification service. */
export const env = {
  ...commonEnv,
  ...natsEnv,
  ...mongoEnv,
  ...redisEnv,
  ...tokenEnv,
  ...mailEnv,
  ...publicOriginEnv,
  NOTIFICATION_RETENTION: durationSeconds.prefault('180d'),
  REMINDER_MINUTES: z.coerce.number().min(0).max(1_440).default(15),
  ABSENCES_IN_A_ROW: z.coerce.number().int().min(1).max(20).default(3),
  MAIL_DIGEST_MINUTES: z.coerce.number().min(0).max(1_440).default(10),
  WEBHOOK_SECRET_KEY: z.string().min(32),
  WEBHOOK_ATTEMPTS: z.coerce.number().int().min(1).max(20).default(8),
  WEBHOOK_RETRY_SECONDS: z.coerce.number().min(0.01).max(3_600).default(120),
  WEBHOOK_TIMEOUT_SECONDS: z.coerce.number().min(0.1).max(30).default(10),
  WEBHOOK_RETENTION: durationSeconds.prefault('30d'),
  WEBHOOKS_TO_PRIVATE_ADDRESSES: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .prefault('false'),
};

export type Config = z.infer<z.ZodObject<typeof env>>;

export function readConfig(source: NodeJS.ProcessEnv = process.env): Config {
  return readEnv(env, source);
}

/** All that the commands about the database need. */
export function readMongoConfig(source: NodeJS.ProcessEnv = process.env) {
  return readEnv(mongoEnv, source);
}

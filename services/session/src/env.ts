import { commonEnv, durationSeconds, mongoEnv, natsEnv, readEnv, redisEnv, tokenEnv } from '@rollcall/service-kit';
import { z } from 'zod';

const secret = z.string().min(32);
const limit = z.coerce.number().int().min(1);

/** The variables of the session service. */
export const env = {
  ...commonEnv,
  ...natsEnv,
  ...mongoEnv,
  ...redisEnv,
  ...tokenEnv,
  PUBLIC_ORIGIN: z
    .url({ protocol: /^https?$/ })
    .transform((url) => new URL(url).origin)
    .default('http://localhost:3000'),
  QR_MASTER_SECRET: secret,
  QR_MASTER_SECRET_PREVIOUS: secret.optional(),
  QR_ROTATION_SECONDS: z.coerce.number().int().min(1).max(120).default(15),
  QR_GRACE_SECONDS: z.coerce.number().int().min(0).max(60).default(5),
  DEVICE_HASH_SECRET: secret,
  OBJECT_STORE_FOLDER: z.string().min(1).optional(),
  S3_BUCKET: z.string().min(3).max(63).optional(),
  S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  S3_REGION: z.string().min(1).optional(),
  EVIDENCE_RETENTION: durationSeconds.prefault('30d'),
  EXCUSE_DOCUMENT_RETENTION: durationSeconds.prefault('180d'),
  FAILED_CODES_PER_USER: limit.default(10),
  FAILED_CODES_PER_ADDRESS: limit.default(3_000),
};

export type Config = z.infer<z.ZodObject<typeof env>>;

export function readConfig(source: NodeJS.ProcessEnv = process.env): Config {
  return readEnv(env, source);
}

/** All that the command `migrate` needs: no secrets, and no other server. */
export function readMongoConfig(source: NodeJS.ProcessEnv = process.env) {
  return readEnv(mongoEnv, source);
}

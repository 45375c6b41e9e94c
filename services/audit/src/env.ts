import { commonEnv, mongoEnv, natsEnv, readEnv, tokenEnv } from '@rollcall/service-kit';
import { z } from 'zod';
import { readPublicKey, readSigningKey } from './domain/signing-key.ts';

const auditEnv = {
  /** Signs the heads of the chains. */
  AUDIT_SIGNING_KEY: z
    .string()
    .min(1)
    .transform((text, context) => parse(context, () => readSigningKey(text))),
  /** Those that signed before it, joined by commas. */
  AUDIT_FORMER_PUBLIC_KEYS: z
    .string()
    .default('')
    .transform((text, context) =>
      parse(context, () =>
        text
          .split(',')
          .filter((one) => one.trim() !== '')
          .map(readPublicKey),
      ),
    ),
};

/** The variables of the audit service. */
export const env = { ...commonEnv, ...natsEnv, ...mongoEnv, ...tokenEnv, ...auditEnv };

export type Config = z.infer<z.ZodObject<typeof env>>;

export function readConfig(source: NodeJS.ProcessEnv = process.env): Config {
  return readEnv(env, source);
}

/** All that the commands about the database need. */
export function readMongoConfig(source: NodeJS.ProcessEnv = process.env) {
  return readEnv(mongoEnv, source);
}

/** What the commands about the log need. */
export function readCommandConfig(source: NodeJS.ProcessEnv = process.env) {
  return readEnv({ ...mongoEnv, ...auditEnv }, source);
}

function parse<Value>(context: z.core.$RefinementCtx, read: () => Value): Value {
  try {
    return read();
  } catch {
    // Without the words of the problem: they could hold some of the key.
    context.addIssue({ code: 'custom', message: 'Ed25519: PEM, or 32 bytes in hexadecimal or base64' });
    return z.NEVER;
  }
}

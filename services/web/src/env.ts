import { commonEnv, readEnv } from '@rollcall/service-kit';
import type { z } from 'zod';

export const env = { ...commonEnv };
export type Config = z.infer<z.ZodObject<typeof env>>;

export function readConfig(source: NodeJS.ProcessEnv = process.env): Config {
  return readEnv(env, source);
}

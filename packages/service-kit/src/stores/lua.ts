import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { RedisClient } from './redis-client.ts';

export type LuaScript = (keys: string[], args: (string | number)[]) => Promise<unknown>;

/**
 * Makes a function of a `.lua` file. Redis keeps a script by its SHA-1; a server that does not know it, or no more, is sent
 * the text. On a cluster it runs where its keys are, which therefore share a hash tag. Its errors tell `name`.
 */
export function loadScript(redis: RedisClient, name: string, file: URL): LuaScript {
  // Not a command of ioredis, which would take the number of keys for the first key when it shares out calls over nodes.
  const text = readFileSync(file, 'utf8');
  const sha = createHash('sha1').update(text).digest('hex');
  return async (keys, args) => {
    try {
      return await redis.evalsha(sha, keys.length, ...keys, ...args);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      if (error.message.startsWith('NOSCRIPT')) return redis.eval(text, keys.length, ...keys, ...args);
      error.message = error.message.replace(sha, name);
      throw error;
    }
  };
}

import { readFileSync } from 'node:fs';
import type { Redis } from 'ioredis';

export type LuaScript = (keys: string[], args: (string | number)[]) => Promise<unknown>;

/**
 * Loads a `.lua` file as a command of this connection. Redis keeps it by its SHA-1; it is sent again by itself when the
 * server has forgotten it.
 */
export function loadScript(redis: Redis, name: string, file: URL): LuaScript {
  redis.defineCommand(name, { lua: readFileSync(file, 'utf8') });
  const command = Reflect.get(redis, name) as (count: number, ...rest: (string | number)[]) => Promise<unknown>;
  return (keys, args) => command.call(redis, keys.length, ...keys, ...args);
}

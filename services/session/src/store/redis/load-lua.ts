import { type LuaScript, loadScript } from '@rollcall/service-kit';
import type { Redis } from 'ioredis';

/** A Lua file by its name. */
export function loadLua(redis: Redis, name: string): LuaScript {
  return loadScript(redis, name, new URL(`lua/${name}.lua`, import.meta.url));
}

import { type LuaScript, loadScript, type RedisClient } from '@rollcall/service-kit';

/** A Lua file by its name. */
export function loadLua(redis: RedisClient, name: string): LuaScript {
  return loadScript(redis, name, new URL(`lua/${name}.lua`, import.meta.url));
}

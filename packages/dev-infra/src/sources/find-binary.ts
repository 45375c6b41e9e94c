import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import { type Attempt, reasonOf } from '../errors.ts';
import { cacheFolder, fromCache, installIntoCache } from '../install/cache.ts';
import { checkVersion } from '../install/check-version.ts';
import type { Program } from '../install/program.ts';
import type { Environment } from '../types.ts';

export interface Binary {
  path: string;
  source: string;
}

/**
 * The executable: from PATH, from the cache, or installed into the cache now.
 * @returns undefined when there is none, with the reasons added to `failed`
 */
export async function findBinary(
  program: Program,
  env: Environment,
  failed: Attempt[],
  onProgress: (words: string) => void,
): Promise<Binary | undefined> {
  const path = await onPath(program, env, failed);
  if (path !== undefined) return { path, source: `PATH ${path}` };
  const cached = await fromCache(program, env);
  if (cached !== undefined) return { path: cached, source: `cache ${cached}` };
  const cache = `cache ${cacheFolder(env)}`;
  failed.push({ source: cache, reason: `no ${program.executable}` });
  try {
    const installed = await installIntoCache(program, env, failed, onProgress);
    return installed === undefined ? undefined : { path: installed, source: `cache ${installed}` };
  } catch (error) {
    failed.push({ source: cache, reason: reasonOf(error) });
    return undefined;
  }
}

async function onPath(program: Program, env: Environment, failed: Attempt[]): Promise<string | undefined> {
  for (const folder of (env.PATH ?? '').split(':').filter(Boolean)) {
    const path = join(folder, program.executable);
    try {
      await access(path, constants.X_OK);
    } catch {
      continue;
    }
    try {
      await checkVersion(program, path, env);
      return path;
    } catch (error) {
      failed.push({ source: `PATH ${path}`, reason: reasonOf(error) });
      return undefined;
    }
  }
  failed.push({ source: 'PATH', reason: `no ${program.executable}` });
  return undefined;
}

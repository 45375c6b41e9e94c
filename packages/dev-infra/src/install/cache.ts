import { access, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type Attempt, reasonOf } from '../errors.ts';
import { tryLock } from '../lock.ts';
import type { Environment } from '../types.ts';
import { waitUntil } from '../wait-until.ts';
import { checkVersion } from './check-version.ts';
import type { Installer } from './installer.ts';
import type { Program } from './program.ts';

/** The folder of binaries, shared by all checkouts of this user. */
export function cacheFolder(env: Environment): string {
  return env.ROLLCALL_CACHE || join(env.HOME || homedir(), '.cache', 'rollcall');
}

/** Path of a cached executable, undefined when it is not there. */
export async function fromCache(program: Program, env: Environment): Promise<string | undefined> {
  const path = join(cacheFolder(env), program.name, program.executable);
  return access(path).then(
    () => path,
    () => undefined,
  );
}

/**
 * Installs into the cache by the first installer that works. Of several processes one installs, the others wait for it.
 * @returns the path; undefined when nothing worked, with the reasons added to `failed`
 */
export async function installIntoCache(
  program: Program,
  env: Environment,
  failed: Attempt[],
  onProgress: (words: string) => void,
): Promise<string | undefined> {
  const cache = cacheFolder(env);
  await mkdir(cache, { recursive: true });
  const unlock = await waitForLock(join(cache, `${program.name}.lock`), onProgress);
  try {
    const installed = await fromCache(program, env);
    if (installed !== undefined) return installed;
    await removeLeftovers(cache, program);
    for (const installer of program.installers) {
      try {
        await install(installer, program, env, onProgress);
        return await fromCache(program, env);
      } catch (error) {
        failed.push({ source: installer.name, reason: reasonOf(error) });
      }
    }
    return undefined;
  } finally {
    await unlock();
  }
}

async function install(
  installer: Installer,
  program: Program,
  env: Environment,
  onProgress: (words: string) => void,
): Promise<void> {
  const final = join(cacheFolder(env), program.name);
  const folder = `${final}.partial-${process.pid}`;
  await mkdir(folder);
  try {
    onProgress(`trying ${installer.name}`);
    await installer.install({ executable: program.executable, folder, env, onProgress });
    await checkVersion(program, join(folder, program.executable), env);
    await rm(final, { recursive: true, force: true });
    await rename(folder, final);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function waitForLock(path: string, onProgress: (words: string) => void): Promise<() => Promise<void>> {
  let unlock: (() => Promise<void>) | undefined;
  let told = false;
  const gotIt = async () => {
    const lock = await tryLock(path);
    if ('unlock' in lock) {
      unlock = lock.unlock;
      return true;
    }
    if (!told) onProgress(`process ${lock.heldBy} is installing it, waiting`);
    told = true;
    return false;
  };
  await waitUntil(`${path} to be given back`, gotIt, { timeoutMs: 900_000, everyMs: 200 });
  return unlock ?? (() => Promise.resolve());
}

async function removeLeftovers(cache: string, program: Program): Promise<void> {
  const names = await readdir(cache);
  const leftovers = names.filter((name) => name.startsWith(`${program.name}.partial-`));
  await Promise.all(leftovers.map((name) => rm(join(cache, name), { recursive: true, force: true })));
}

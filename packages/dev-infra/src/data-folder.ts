import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { InfraError } from './errors.ts';
import { readHolder, tryLock } from './lock.ts';
import { isAlive } from './process/is-alive.ts';
import type { ServerName } from './types.ts';
import { waitUntil } from './wait-until.ts';

/** Where the servers keep data (`<path>/<server>`) and logs (`<path>/<server>.log`). */
export interface DataFolder {
  path: string;
  temporary: boolean;
  /** Gives a kept folder back; removes a temporary one. */
  close(): Promise<void>;
}

/**
 * Opens a kept folder for one Rollcall at a time, or names a temporary one.
 * @throws InfraError "in use by another Rollcall, pid N"
 */
export async function openDataFolder(kept: string | undefined, servers: readonly ServerName[]): Promise<DataFolder> {
  if (kept === undefined) {
    // Made by the first process that writes there: containers without kept data need none.
    const path = join(tmpdir(), `rollcall-${randomBytes(8).toString('hex')}`);
    return { path, temporary: true, close: () => rm(path, { recursive: true, force: true, maxRetries: 3 }) };
  }
  const path = resolve(kept);
  await mkdir(path, { recursive: true });
  const file = join(path, 'in-use');
  const lock = await tryLock(file);
  if ('heldBy' in lock) {
    throw new InfraError(
      `${path} is in use by another Rollcall, pid ${lock.heldBy}. If that is wrong, remove ${file}.`,
    );
  }
  await Promise.all(servers.map((name) => previousServerGone(path, name)));
  return { path, temporary: false, close: lock.unlock };
}

/** When the last command was killed, its servers need a moment (8 s at most) to stop. */
async function previousServerGone(path: string, name: ServerName): Promise<void> {
  const pid = await readHolder(join(path, `${name}.pid`));
  if (pid === undefined) return;
  const gone = () => !isAlive(pid);
  // What still lives after that has the same process id by chance.
  await waitUntil(`${name} of the last command to stop`, gone, { timeoutMs: 9000, everyMs: 50 }).catch(() => {});
}

import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { isAlive } from './process/is-alive.ts';

/** Result of `tryLock`: a function that unlocks, or the process id of the holder. */
export type LockResult = { unlock: () => Promise<void> } | { heldBy: number };

/** Takes a lock file that names its holder by process id; that of a dead process is taken over. */
export async function tryLock(path: string): Promise<LockResult> {
  const mine = `${path}.${randomUUID()}`;
  await writeFile(mine, `${process.pid}\n`);
  try {
    for (;;) {
      try {
        await link(mine, path); // appears with its content, so nobody reads an empty lock and thinks it is stale
        return { unlock: () => rm(path, { force: true }) };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const holder = await readHolder(path);
      if (holder !== undefined && isAlive(holder)) return { heldBy: holder };
      await takeAway(path, `${mine}.stale`);
    }
  } finally {
    await rm(mine, { force: true });
  }
}

/** Moved rather than removed: of several that find it stale, one gets it. */
async function takeAway(path: string, stale: string): Promise<void> {
  await rename(path, stale).then(
    () => rm(stale),
    () => {},
  );
}

/** Process id in a file, undefined when there is none. */
export async function readHolder(path: string): Promise<number | undefined> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  return Number.isNaN(pid) ? undefined : pid;
}

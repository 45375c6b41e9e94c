import { existsSync, readFileSync } from 'node:fs';

/** Whether a process runs; a zombie, whom nobody has fetched yet, does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    const file = `/proc/${pid}/stat`;
    return !existsSync(file) || !/\) Z /.test(readFileSync(file, 'utf8'));
  } catch {
    return false;
  }
}

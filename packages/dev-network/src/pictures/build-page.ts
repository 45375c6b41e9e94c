import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const checkout = join(import.meta.dirname, '../../../..');

/** Builds the page when its sources have changed. A running Rollcall would lose the files that it serves: not for one. */
export async function buildPage(): Promise<void> {
  await promisify(execFile)(process.execPath, ['scripts/run.mjs', 'page'], { cwd: checkout });
}

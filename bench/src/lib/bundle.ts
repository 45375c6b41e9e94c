import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const BUNDLER = resolve(import.meta.dirname, '../../../scripts/bundle.mjs');

/** What the image of a service holds, in a folder of its own. */
export interface Bundle {
  script: string;
  remove(): Promise<void>;
}

export async function bundle(service: string): Promise<Bundle> {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-bench-'));
  await promisify(execFile)(process.execPath, [BUNDLER, service, folder]);
  return { script: join(folder, 'src/main.js'), remove: () => rm(folder, { recursive: true }) };
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { InfraOptions } from '../src/index.ts';

/** Runs parent.ts as a process of its own, whose temporary folder is in `temporary`. */
export async function startParent(options: InfraOptions, temporary = tmpdir()) {
  const script = fileURLToPath(new URL('./parent.ts', import.meta.url));
  const child = spawn(process.execPath, [script, JSON.stringify(options)], {
    env: { ...process.env, TMPDIR: temporary },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = await once(child.stdout, 'data');
  const told: { url: string; source: string; processId: number }[] = JSON.parse(String(line));
  return {
    child,
    urls: told.map(({ url }) => url),
    sources: told.map(({ source }) => source),
    processIds: told.map(({ processId }) => processId),
  };
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { InfraOptions } from '../src/index.ts';

/** Runs parent.ts as a process of its own, whose temporary folder is in `temporary`. */
export function startParent(options: InfraOptions, temporary = tmpdir()) {
  return startCommand(['./parent.ts', JSON.stringify(options)], temporary);
}

/** The same with cluster-parent.ts. */
export function startClusterParent(temporary: string) {
  return startCommand(['./cluster-parent.ts'], temporary);
}

async function startCommand([script = '', ...args]: string[], temporary: string) {
  const child = spawn(process.execPath, [fileURLToPath(new URL(script, import.meta.url)), ...args], {
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

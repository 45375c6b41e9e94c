import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import type { ServiceName } from '@rollcall/contracts';
import { mainOf } from '../network/services.ts';

const exitWithParent = join(import.meta.dirname, '../processes/exit-with-parent.mjs');

/** Runs a command of a service in this terminal; resolves with its exit code. It does not outlive this process. */
export function runServiceCommand(
  service: ServiceName,
  args: readonly string[],
  variables: Record<string, string>,
): Promise<number> {
  const child = spawn(process.execPath, ['--import', exitWithParent, mainOf(service), ...args], {
    env: { ...process.env, ...variables },
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
}

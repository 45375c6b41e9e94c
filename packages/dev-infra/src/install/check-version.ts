import { dirname, join } from 'node:path';
import type { ServerKind } from '../servers/server-kind.ts';
import type { Environment } from '../types.ts';
import { runCommand } from './run-command.ts';

/** Environment for a binary whose shared libraries may lie beside it in `lib`. */
export function withLibraries(binary: string, env: Environment): Environment {
  const folders = [join(dirname(binary), 'lib'), env.LD_LIBRARY_PATH].filter(Boolean);
  return { ...env, LD_LIBRARY_PATH: folders.join(':') };
}

/** Rejects with the reason when a binary does not run here or is too old. */
export async function checkVersion(kind: ServerKind, binary: string, env: Environment): Promise<void> {
  const answer = await runCommand([binary, '--version'], { env: withLibraries(binary, env), timeoutMs: 10_000 });
  const [, found = '', major = '', minor = ''] = /v=?((\d+)\.(\d+)\S*)/.exec(answer.join('\n')) ?? [];
  const [wantedMajor, wantedMinor] = kind.minimumVersion;
  const newer = Number(major) - wantedMajor || Number(minor) - wantedMinor;
  if (found === '' || newer < 0) {
    throw new Error(`version ${found || 'unknown'} is too old, ${wantedMajor}.${wantedMinor} is needed`);
  }
}

import { dirname, join } from 'node:path';
import type { Environment } from '../types.ts';
import type { Program } from './program.ts';
import { runCommand } from './run-command.ts';

/** Environment for a binary whose shared libraries may lie beside it in `lib`. */
export function withLibraries(binary: string, env: Environment): Environment {
  const folders = [join(dirname(binary), 'lib'), env.LD_LIBRARY_PATH].filter(Boolean);
  return { ...env, LD_LIBRARY_PATH: folders.join(':') };
}

/** Rejects with the reason when a binary does not run here or is too old. */
export async function checkVersion(program: Program, binary: string, env: Environment): Promise<void> {
  const { versionArguments = ['--version'] } = program;
  const options = { env: withLibraries(binary, env), timeoutMs: 10_000 };
  const answer = await runCommand([binary, ...versionArguments], options);
  const [, found = '', major = '', minor = ''] = /v=?((\d+)\.(\d+)\S*)/.exec(answer.join('\n')) ?? [];
  const [wantedMajor, wantedMinor] = program.minimumVersion;
  const newer = Number(major) - wantedMajor || Number(minor) - wantedMinor;
  if (found === '' || newer < 0) {
    throw new Error(`version ${found || 'unknown'} is too old, ${wantedMajor}.${wantedMinor} is needed`);
  }
}

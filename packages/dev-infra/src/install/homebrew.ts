import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Installer } from './installer.ts';
import { runCommand } from './run-command.ts';

/** Installs a Homebrew formula and links its executable into the cache; no background service is started. */
export function homebrew(formula: string): Installer {
  return {
    name: `Homebrew ${formula}`,
    async install({ executable, folder, env, onProgress }) {
      await runCommand(['brew', 'install', '--quiet', formula], { env, onLine: onProgress });
      const [prefix = ''] = await runCommand(['brew', '--prefix', formula], { env });
      await symlink(join(prefix, 'bin', executable), join(folder, executable));
    },
  };
}

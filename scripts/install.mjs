import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { node24, root, run } from './children.mjs';

const stamp = join(root, 'node_modules/.rollcall-installed');

/** Installs the packages unless they are there as the lockfile says; resolves with an exit code. */
export async function installWorkspace() {
  const wanted = fingerprint();
  if (existsSync(node24) && readIfThere(stamp) === wanted) return 0;
  const isFirst = !existsSync(node24);
  process.stdout.write(isFirst ? 'Installing packages (first time, about a minute)…\n' : 'Updating packages…\n');
  const reporter = process.stdout.isTTY ? 'default' : 'append-only';
  const code = await runPnpm(['install', '--frozen-lockfile', `--reporter=${reporter}`]);
  if (code === 0) writeFileSync(stamp, wanted);
  else process.stderr.write('The packages could not be installed; what pnpm says is above.\n');
  return code;
}

/** Runs pnpm, which npx fetches. */
export function runPnpm(args) {
  return run('npx', ['--yes', '--loglevel=error', 'pnpm@12', ...args]);
}

function fingerprint() {
  const folders = ['packages', 'services'].flatMap((parent) =>
    readdirSync(join(root, parent)).map((name) => join(parent, name)),
  );
  const manifests = ['.', ...folders].map((folder) => join(folder, 'package.json'));
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`);
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests]) {
    hash.update(`\n${file}\n`).update(readIfThere(join(root, file)) ?? '');
  }
  return hash.digest('hex');
}

function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

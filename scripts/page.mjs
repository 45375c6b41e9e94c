import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { node24, root, run } from './children.mjs';

const web = join(root, 'services/web');
/** In the folder that a build empties, so that it never speaks for another build. */
const stamp = join(web, 'dist/.built-from');

// What the page is made of; the packages that it imports are those of the lockfile.
const sources = [
  'pnpm-lock.yaml',
  'packages/client/src',
  'packages/contracts/src',
  'services/web/package.json',
  'services/web/page',
  'services/web/public/tokens.css',
  'services/web/vite',
  'services/web/vite.config.ts',
];

/** Builds the page that the web service serves, unless it is there as its sources say; resolves with an exit code. */
export async function buildPage(node = node24) {
  const wanted = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return 0;
  process.stdout.write('Building the page… ');
  const startedAtMs = performance.now();
  // Problems are on stderr; the rest would be a page of file names.
  const options = { cwd: web, stdio: ['ignore', 'ignore', 'inherit'] };
  const code = await run(node, ['node_modules/vite/bin/vite.js', 'build'], options);
  if (code === 0) {
    writeFileSync(stamp, wanted);
    process.stdout.write(`${((performance.now() - startedAtMs) / 1000).toFixed(1)} s\n`);
  } else {
    process.stderr.write('\nThe page could not be built; what Vite says is above.\n');
  }
  return code;
}

function fingerprint() {
  const hash = createHash('sha256');
  for (const file of sources.flatMap((source) => filesIn(join(root, source)))) {
    hash.update(`\n${relative(root, file)}\n`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

function filesIn(path) {
  if (statSync(path).isFile()) return [path];
  const entries = readdirSync(path, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

// node scripts/bundle.mjs <service> <folder>
// Writes what the image of a service holds: one module with all that the service imports and, at the same places as in the
// service's own folder, the files that it reads; and the packages that can't be part of a module.
import { cpSync, existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import { build } from 'esbuild';
import { buildPage } from './page.mjs';

// Native code, and packages of which only files are served.
const UNBUNDLED = ['bcrypt', '@fontsource-variable/inter', 'swagger-ui-dist'];
// Needed by these at installation alone.
const LEFT_OUT = ['@scarf/scarf', 'node-addon-api'];

const [service = '', folder = ''] = process.argv.slice(2);
const root = resolve(import.meta.dirname, '..');
const home = join(root, service === 'edge' ? 'packages/dev-network' : `services/${service}`);
const sources = join(home, service === 'edge' ? 'src/edge' : 'src');
const unbundled = UNBUNDLED.filter((name) => Object.hasOwn(readPackage(home).dependencies, name));

await build({
  entryPoints: [join(sources, 'main.ts')],
  outbase: sources,
  outdir: join(folder, 'src'),
  bundle: true,
  // What is imported when it is needed stays out of the memory of a process that never needs it.
  splitting: true,
  // 10 MB less in memory. The names stay, so that stack traces can be read without a source map, which would take 50 MB.
  minifyWhitespace: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  external: [...unbundled, 'msgpackr-extract'],
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module';\nconst require = requireFrom(import.meta.url);",
  },
  plugins: [{ name: 'keep-places', setup: keepPlaces }],
  logLevel: 'warning',
});
writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
copy(sources, join(folder, 'src'), (path) => extname(path) !== '.ts');
if (existsSync(join(home, 'public'))) copy(join(home, 'public'), join(folder, 'public'));
if (service === 'web') await addPage();
for (const name of unbundled) copyPackage(name, home);

/** A source that looks for a file beside itself finds it there in the bundle too. */
function keepPlaces({ onLoad }) {
  onLoad({ filter: /\.ts$/ }, ({ path }) => {
    const place = JSON.stringify(relative(sources, path));
    const text = readFileSync(path, 'utf8').replaceAll('import.meta.url', `new URL(${place}, import.meta.url).href`);
    return { contents: text, loader: 'ts' };
  });
}

/** What a browser is sent of the page; what it was built from and with stays here. */
async function addPage() {
  const code = await buildPage(process.execPath);
  if (code !== 0) process.exit(code);
  copy(join(home, 'dist'), join(folder, 'dist'), (path) => !basename(path).startsWith('.'));
}

function copyPackage(name, from) {
  const source = dirname(realpathSync(findPackageJSON(name, join(from, 'package.json'))));
  copy(source, join(folder, 'node_modules', name), (path) => extname(path) !== '.map');
  const { dependencies = {} } = readPackage(source);
  for (const dependency of Object.keys(dependencies)) {
    if (!LEFT_OUT.includes(dependency)) copyPackage(dependency, source);
  }
}

function copy(from, to, filter = () => true) {
  mkdirSync(to, { recursive: true });
  cpSync(from, to, { recursive: true, dereference: true, filter });
}

function readPackage(path) {
  return JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
}

import { run, runNode } from './children.mjs';
import { runPnpm } from './install.mjs';
import { checkManifests } from './k8s-check.mjs';
import { buildPage } from './page.mjs';
import { runTests } from './tests.mjs';

/** Each takes the arguments that follow its name and resolves with an exit code. */
export const commands = {
  start: async (args) => (await buildPage()) || runDevNetwork('start', args),
  demo: async (args) => (await buildPage()) || runDevNetwork('demo', args),
  faults: (args) => runDevNetwork('faults', args),
  seed: (args) => runDevNetwork('seed', args),
  pictures: (args) => runDevNetwork('pictures', args),
  'readme-pictures': (args) => runDevNetwork('readme-pictures', args),
  migrate: (args) => runDevNetwork('operate', ['migrate', ...args]),
  'events:parked': (args) => runDevNetwork('operate', ['events:parked', ...args]),
  'audit:verify': (args) => runDevNetwork('operate', ['audit:verify', ...args]),
  'audit:sign': (args) => runDevNetwork('operate', ['audit:sign', ...args]),
  'audit:erase': (args) => runDevNetwork('operate', ['audit:erase', ...args]),
  'reports:rebuild': (args) => runDevNetwork('operate', ['reports:rebuild', ...args]),
  'admin:create': (args) => runDevNetwork('operate', ['admin:create', ...args]),
  'keys:rotate': (args) => runDevNetwork('operate', ['keys:rotate', ...args]),
  bench: (args) => runNode(['bench/src/main.ts', ...args]),
  test: async (args) => runTests({ checks: { Lint: lint, Types: types, Page: () => buildPage() }, mode: 'test', args }),
  'test:containers': (args) => runTests({ checks: {}, mode: 'containers', args }),
  'k8s:check': checkManifests,
  lint,
  format: (args) => run('biome', ['check', '--write', ...args]),
  types,
  page: () => buildPage(),
};

function runDevNetwork(name, args) {
  return runNode([`packages/dev-network/src/commands/${name}.ts`, ...args]);
}

function lint(args = []) {
  return run('biome', ['ci', '--error-on-warnings', ...args]);
}

/** Turbo runs the packages' scripts with pnpm, so pnpm starts turbo. */
function types(args = []) {
  return runPnpm(['exec', 'turbo', 'run', 'types', '--output-logs=errors-only', '--concurrency=2', ...args]);
}

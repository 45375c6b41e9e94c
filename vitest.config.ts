import { defaultExclude, defineConfig } from 'vitest/config';

const files = (ending: string) => ['packages/*', 'services/*', 'k8s'].map((folder) => `${folder}/tests/**/*${ending}`);
const containers = '.containers.test.ts';

/** `--mode containers` runs the tests that need a Docker engine, and only those. */
export default defineConfig(({ mode }) => ({
  test: {
    include: files(mode === 'containers' ? containers : '.test.ts'),
    exclude: [...defaultExclude, ...(mode === 'containers' ? [] : [`**/*${containers}`])],
    maxWorkers: 2,
    // Loading the packages anew for each file would take longer than many a file: tests keep nothing in modules. Ryuk, though,
    // removes containers when the last process that uses Testcontainers has ended.
    isolate: mode === 'containers',
    globalSetup: mode === 'containers' ? [] : ['packages/dev-infra/tests/have-servers.ts'],
    // Far above what a test takes: it ends one that hangs, and is no measure of the machine.
    testTimeout: mode === 'containers' ? 300_000 : 60_000,
    hookTimeout: mode === 'containers' ? 300_000 : 120_000,
    teardownTimeout: 20_000,
  },
}));

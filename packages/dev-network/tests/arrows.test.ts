import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');

// A file and what it would import; whether lint lets it.
const forbidden: [file: string, line: string][] = [
  ['packages/contracts/src/a.ts', "import '@rollcall/service-kit';"],
  ['packages/contracts/src/a.ts', "import 'node:fs';"],
  ['packages/contracts/src/a.ts', "import 'express';"],
  ['packages/contracts/src/a.ts', "import '../../service-kit/src/index.ts';"],
  ['packages/service-kit/src/a.ts', "import '@rollcall/auth';"],
  ['packages/service-kit/src/a.ts', "import '@rollcall/client';"],
  ['packages/service-kit/src/a.ts', "import '@rollcall/dev-infra';"],
  ['packages/service-kit/src/a.ts', "import 'mongoose';"],
  ['packages/service-kit/src/stores/a.ts', "import '@rollcall/session';"],
  ['packages/client/src/a.ts', "import '@rollcall/service-kit';"],
  ['packages/client/src/a.ts', "import 'node:fs';"],
  ['packages/dev-infra/src/a.ts', "import '@rollcall/dev-network';"],
  ['packages/tables/src/a.ts', "import '@rollcall/imports';"],
  ['packages/service-kit/src/a.ts', "import '@rollcall/imports';"],
  ['packages/imports/src/a.ts', "import '@rollcall/class';"],
  ['packages/imports/src/a.ts', "import '@rollcall/dev-infra';"],
  ['services/auth/src/a.ts', "import '@rollcall/class';"],
  ['services/auth/src/a.ts', "import '@rollcall/client';"],
  ['services/auth/src/a.ts', "import '@rollcall/dev-infra';"],
  ['services/auth/src/a.ts', "import '@rollcall/dev-network';"],
  ['services/auth/src/a.ts', "import '@rollcall/service-kit/testing';"],
  ['services/auth/src/routes/a.ts', "import '../../../class/src/index.ts';"],
  ['services/auth/src/routes/a.ts', "import 'mongoose';"],
  ['services/auth/src/routes/a.ts', 'export const a = process.env.A;'],
  ['services/auth/src/store/a.ts', "import '@rollcall/session';"],
  ['services/class/src/context.ts', "import '@rollcall/dev-infra';"],
  ['services/auth/src/domain/a.ts', "import 'mongoose';"],
  ['services/auth/src/domain/a.ts', "import 'ioredis';"],
  ['services/auth/src/domain/a.ts', "import 'nats';"],
  ['services/auth/src/domain/a.ts', "import 'bullmq';"],
  ['services/auth/src/domain/a.ts', "import 'express';"],
  ['services/auth/src/domain/a.ts', "import 'node:fs';"],
  ['services/auth/src/domain/a.ts', "import 'node:http';"],
  ['services/auth/src/domain/a.ts', "import '../store/users.ts';"],
  ['services/auth/src/domain/a.ts', "import { a } from '../context.ts'; a();"],
  ['services/auth/src/domain/a.ts', "import { connectRedis } from '@rollcall/service-kit'; connectRedis();"],
  ['services/auth/tests/a.ts', "import '@rollcall/class';"],
  ['services/auth/tests/a.ts', "import '@rollcall/dev-network';"],
];

const allowed: [file: string, line: string][] = [
  ['packages/contracts/src/a.ts', "import 'zod';"],
  ['packages/contracts/src/http/a.ts', "import '../errors.ts';"],
  ['packages/service-kit/src/a.ts', "import '@rollcall/contracts';"],
  ['packages/service-kit/src/stores/a.ts', "import 'mongoose';"],
  ['packages/imports/src/a.ts', "import '@rollcall/tables'; import '@rollcall/service-kit';"],
  ['packages/client/src/a.ts', "import 'socket.io-client';"],
  ['packages/dev-network/src/a.ts', "import '@rollcall/auth';"],
  ['services/auth/src/a.ts', "import '@rollcall/service-kit';"],
  ['services/auth/src/a.ts', "import '@rollcall/imports';"],
  ['services/auth/src/store/a.ts', "import 'mongoose'; import '@rollcall/imports';"],
  ['services/auth/src/context.ts', "import 'mongoose';"],
  ['services/auth/src/env.ts', 'export const a = process.env.A;'],
  [
    'services/auth/src/domain/a.ts',
    "import { AppError } from '@rollcall/service-kit'; throw new AppError('internal');",
  ],
  ['services/auth/src/domain/a.ts', "import 'node:crypto';"],
  ['services/auth/tests/a.ts', "import '@rollcall/dev-infra';"],
  ['services/auth/tests/a.ts', "import '../src/index.ts';"],
];

test('lint refuses every import against the arrows, and no other', async () => {
  const refused = await refusedBy([...forbidden, ...allowed]);
  expect(refused).toEqual(forbidden.map((one) => one.join(': ')));
});

/** Those of the lines that lint refuses when each is a file of its own in such a workspace. */
async function refusedBy(cases: [file: string, line: string][]): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-arrows-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const file of ['biome.json', 'packages/config/biome.json']) await cp(join(root, file), join(folder, file));
  const paths = cases.map(([file], at) => (file.endsWith('/a.ts') ? file.replace('a.ts', `a${at}.ts`) : file));
  for (const [at, path] of paths.entries()) {
    await mkdir(join(folder, dirname(path)), { recursive: true });
    await writeFile(join(folder, path), `${cases[at]?.[1]}\n`, { flag: 'a' });
  }
  const found = await lint(folder);
  return cases.filter((_, at) => found.has(paths[at] ?? '')).map((one) => one.join(': '));
}

function lint(folder: string): Promise<Set<string>> {
  const args = ['lint', '--reporter=json', '--max-diagnostics=1000', '--vcs-enabled=false', '.'];
  return new Promise((resolve) => {
    execFile(join(root, 'node_modules/.bin/biome'), args, { cwd: folder }, (_error, stdout) => {
      const { diagnostics } = JSON.parse(stdout) as { diagnostics: { category: string; location: { path: string } }[] };
      const ours = ({ category }: { category: string }) => /noRestrictedImports|noProcessEnv/.test(category);
      resolve(new Set(diagnostics.filter(ours).map(({ location }) => location.path)));
    });
  });
}

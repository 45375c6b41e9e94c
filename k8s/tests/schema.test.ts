import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { allCombinations, k8sFolder } from './helpers/combinations.ts';
import { type KubeObject, labelOf } from './helpers/objects.ts';

interface Model {
  validate(): void;
}

// The packages have no schemas that refuse what they do not know. Their types do, for whoever writes an object out, and
// their functions know formats and limits.
const packages: Record<string, string> = {
  'external-secrets.io': '@kubernetes-models/external-secrets',
  'gateway.networking.k8s.io': '@kubernetes-models/gateway-api',
  'keda.sh': '@kubernetes-models/keda',
  'monitoring.coreos.com': '@kubernetes-models/prometheus-operator',
  'traefik.io': '@kubernetes-models/traefik',
};

const combinations = await allCombinations();

const written = new Map<string, { label: string; object: KubeObject }>();
for (const { name, objects } of combinations) {
  for (const object of objects) written.set(JSON.stringify(object), { label: `${name}: ${labelOf(object)}`, object });
}

test.skipIf(combinations.length === 0)(
  'no object has a field that its kind does not have, or misses one',
  async () => {
    expect(await typeProblems([...written.values()])).toEqual([]);
  },
  120_000,
);

test.skipIf(combinations.length === 0)(
  'every value has the format and the limits of its field',
  async () => {
    const problems: string[] = [];
    for (const { label, object } of written.values()) {
      const problem = await valueProblem(object);
      if (problem !== undefined) problems.push(`${label}: ${problem}`);
    }
    expect(problems).toEqual([]);
  },
  120_000,
);

/** What TypeScript says of these objects, each written out as its kind. */
async function typeProblems(objects: { label: string; object: KubeObject }[]): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-schema-'));
  try {
    await symlink(join(k8sFolder, 'node_modules'), join(folder, 'node_modules'));
    const lines = objects.map(
      ({ object }, at) =>
        `import type { I${object.kind} as T${at} } from '${moduleOf(object)}'; export const o${at}: T${at} = ${JSON.stringify(object)};`,
    );
    await writeFile(join(folder, 'objects.mts'), lines.join('\n'));
    const tsconfig = {
      extends: '@rollcall/config/tsconfig.json',
      compilerOptions: { types: [] },
      files: ['objects.mts'],
    };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig));
    const answer = await compile(folder);
    return answer.map((line) => line.replace(/^objects\.mts\((\d+),\d+\): /, (_, at) => `${objects[at - 1]?.label}: `));
  } finally {
    await rm(folder, { recursive: true });
  }
}

function compile(folder: string): Promise<string[]> {
  const tsc = join(k8sFolder, '../node_modules/typescript/bin/tsc');
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [tsc, '-p', folder, '--pretty', 'false'],
      { cwd: folder, maxBuffer: 2 ** 26 },
      (error, out) => {
        const lines = out.split('\n').filter((line) => line.includes('error TS'));
        resolve(error === null || lines.length > 0 ? lines : [error.message]);
      },
    );
  });
}

async function valueProblem(object: KubeObject): Promise<string | undefined> {
  const module = (await import(moduleOf(object))) as Record<string, new (data: KubeObject) => Model>;
  const Kind = module[object.kind];
  if (Kind === undefined) return 'nobody knows this kind';
  try {
    new Kind(object).validate();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function moduleOf({ apiVersion }: KubeObject): string {
  const [group = ''] = apiVersion.split('/');
  return `${packages[group] ?? 'kubernetes-models'}/${apiVersion}`;
}

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type Attempt, findProgram, goInstall, homebrew, type Program } from '@rollcall/dev-infra';

const kubectl: Program = {
  name: 'kubectl',
  executable: 'kubectl',
  minimumVersion: [1, 30],
  versionArguments: ['version', '--client'],
  installers: [],
};

const kustomize: Program = {
  name: 'kustomize',
  executable: 'kustomize',
  minimumVersion: [5, 0],
  versionArguments: ['version'],
  installers: [goInstall('sigs.k8s.io/kustomize/kustomize/v5@v5.8.1'), homebrew('kustomize')],
};

/** Renders the kustomization in a folder. Rejects with what the renderer says. */
export type Renderer = (folder: string) => Promise<string>;

let found: Promise<Renderer | undefined> | undefined;

/**
 * What renders on this machine: `kubectl kustomize`, or `kustomize`, which Go can build into the cache. Where neither can be
 * had it is undefined, so that tests are skipped, and one line says so; where CI or ROLLCALL_REQUIRE_KUSTOMIZE is set it
 * throws.
 */
export function findRenderer(): Promise<Renderer | undefined> {
  found ??= look();
  return found;
}

async function look(): Promise<Renderer | undefined> {
  const failed: Attempt[] = [];
  for (const [program, args] of [
    [kubectl, ['kustomize']],
    [kustomize, ['build']],
  ] as const) {
    const result = await findProgram(program, { onProgress: (line) => process.stdout.write(`${line}\n`) });
    if ('path' in result) return renderWith(result.path, args);
    failed.push(...result.failed);
  }
  const tried = failed.map(({ source, reason }) => `  ${source}: ${reason}`);
  const advice = ['The manifests are not tested: install kubectl, kustomize or Go. Tried:', ...tried].join('\n');
  if (process.env.CI || process.env.ROLLCALL_REQUIRE_KUSTOMIZE) throw new Error(advice);
  process.stderr.write(`${advice}\n`);
  return undefined;
}

function renderWith(path: string, args: readonly string[]): Renderer {
  return async (folder) => {
    const { stdout } = await promisify(execFile)(path, [...args, folder], { maxBuffer: 2 ** 26 });
    return stdout;
  };
}

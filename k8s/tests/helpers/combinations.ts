import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import type { KubeObject } from './objects.ts';
import { findRenderer } from './renderer.ts';

export const k8sFolder = join(import.meta.dirname, '../..');

export interface Combination {
  name: string;
  /** Of components/, in the order in which they come, those that others bring along not counted. */
  components: string[];
  objects: KubeObject[];
}

const withStores = ['data-stores', 'files-volume'];

/** Beside the overlays: each component that none of them has, in a place where it makes sense. */
const more: string[][] = [
  [...withStores, 'ingress/plain'],
  [...withStores, 'ingress/nginx', 'tls'],
  [...withStores, 'gateway-api', 'prometheus', 'socket-scaling'],
  ['managed-stores', 'files-s3', 'ingress/traefik', 'prometheus', 'keda'],
];

let rendered: Promise<Combination[]> | undefined;

/** All overlays and some other combinations of components, rendered; none where nothing can render. */
export function allCombinations(): Promise<Combination[]> {
  rendered ??= render();
  return rendered;
}

export const overlayNames = readdirSync(join(k8sFolder, 'overlays')).sort();

/** The folders that hold a component. */
export function componentNames(): string[] {
  const files = readdirSync(join(k8sFolder, 'components'), { recursive: true, encoding: 'utf8' });
  return files.flatMap((file) => (basename(file) === 'kustomization.yaml' ? [join(file, '..')] : [])).sort();
}

async function render(): Promise<Combination[]> {
  const renderer = await findRenderer();
  if (renderer === undefined) return [];
  const combinations: Combination[] = [];
  for (const name of overlayNames) {
    const folder = join(k8sFolder, 'overlays', name);
    const { components } = parse(readFileSync(join(folder, 'kustomization.yaml'), 'utf8')) as { components: string[] };
    const ours = components.flatMap((path) => (path.startsWith('../../components/') ? [path.slice(17)] : []));
    combinations.push({ name, components: ours, objects: objectsOf(await renderer(folder)) });
  }
  for (const components of more) {
    const objects = await inFolderOf(components, async (folder) => objectsOf(await renderer(folder)));
    combinations.push({ name: components.join(' + '), components, objects });
  }
  return combinations;
}

/** A folder whose kustomization is the base with these components, for as long as `use` takes. */
async function inFolderOf<Result>(components: string[], use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = realpathSync(await mkdtemp(join(tmpdir(), 'rollcall-k8s-')));
  const here = relative(folder, realpathSync(k8sFolder));
  const kustomization = {
    namespace: 'rollcall',
    resources: [join(here, 'base')],
    components: components.map((name) => join(here, 'components', name)),
  };
  try {
    await writeFile(join(folder, 'kustomization.yaml'), JSON.stringify(kustomization));
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function objectsOf(yaml: string): KubeObject[] {
  return parseAllDocuments(yaml).map((document) => document.toJS() as KubeObject);
}

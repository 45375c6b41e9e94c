import type { DataFolder } from '../data-folder.ts';
import type { ServerKind } from '../servers/server-kind.ts';
import type { Environment } from '../types.ts';
import { checkEngine } from './docker-engine.ts';
import type { Started } from './started.ts';

/** Starts a container by Testcontainers, which is loaded only when an engine is there. Rejects with the reason. */
export async function startDocker(
  kind: ServerKind,
  data: DataFolder,
  env: Environment,
  tell: (words: string) => void,
): Promise<Started> {
  await checkEngine(kind.image.name, env, tell);
  const { startContainer } = await import('./container.ts');
  return startContainer(kind, data);
}

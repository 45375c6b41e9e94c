import type { ServerKind } from '../servers/server-kind.ts';
import type { Environment, InfraServer } from '../types.ts';

/** The server whose URL the environment names, as given; undefined when it names none. */
export function fromEnvironment(kind: ServerKind, env: Environment): InfraServer | undefined {
  const url = env[kind.urlVariable];
  if (url === undefined || url === '') return undefined;
  const notOurs = async (): Promise<never> => {
    throw new Error(`${kind.title} comes from ${kind.urlVariable}: it is not ours to stop or start`);
  };
  return { name: kind.name, url, source: kind.urlVariable, signal: notOurs, restart: notOurs };
}

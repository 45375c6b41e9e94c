import { type DataFolder, openDataFolder } from './data-folder.ts';
import { type Attempt, InfraError, reasonOf, serverUnavailable } from './errors.ts';
import { serverKinds } from './servers/index.ts';
import type { ServerKind } from './servers/server-kind.ts';
import { startDocker } from './sources/docker.ts';
import { fromEnvironment } from './sources/environment.ts';
import { findBinary } from './sources/find-binary.ts';
import { startLocal } from './sources/local.ts';
import type { Started } from './sources/started.ts';
import type { Infra, InfraOptions, InfraServer, Provider, ServerName } from './types.ts';

const allServers: ServerName[] = ['mongodb', 'redis', 'nats'];

/**
 * Starts real MongoDB (a replica set of one), Redis (append-only file, no eviction) and NATS (with JetStream).
 * Resolves when all of them do their full work. They stop with `stop()` and when this process ends, however it ends.
 * @throws InfraError when a server cannot be had, with all that was tried, or when the data folder is in use
 */
export async function startInfra(options: InfraOptions = {}): Promise<Infra> {
  const names = options.servers ?? allServers;
  const data = await openDataFolder(options.dataFolder, names);
  const results = await Promise.allSettled(names.map((name) => startServer(kindOf(name, options), data, options)));
  const started = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const stop = async () => {
    await Promise.all(started.map((one) => one.stop?.()));
    await data.close();
  };
  const errors = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  if (errors.length > 0) {
    await stop();
    throw new InfraError(
      errors.map(reasonOf).join('\n\n'),
      errors.flatMap((error) => (error instanceof InfraError ? error.attempts : [])),
    );
  }
  return infraOf(started, stop);
}

function kindOf(name: ServerName, { natsConfig }: InfraOptions): ServerKind {
  return name === 'nats' ? { ...serverKinds.nats, config: natsConfig } : serverKinds[name];
}

async function startServer(kind: ServerKind, data: DataFolder, options: InfraOptions): Promise<Started> {
  const { env = process.env, provider, onProgress } = options;
  const failed: Attempt[] = [];
  const tell = (words: string) => onProgress?.(`${kind.executable}: ${words}`);
  const sources: Record<Provider, () => Promise<Started | undefined>> = {
    async environment() {
      const server = fromEnvironment(kind, env);
      if (server !== undefined) return { server };
      failed.push({ source: kind.urlVariable, reason: 'not set' });
      return undefined;
    },
    docker: () => attempt(`Docker image ${kind.image.name}`, failed, () => startDocker(kind, data, env, tell)),
    async local() {
      const binary = await findBinary(kind, env, failed, tell);
      return binary && attempt(binary.source, failed, () => startLocal(kind, binary, data, env));
    },
  };
  for (const source of provider === undefined ? Object.values(sources) : [sources[provider]]) {
    const started = await source();
    if (started !== undefined) return started;
  }
  const version = kind.minimumVersion.join('.');
  throw serverUnavailable(
    kind.title,
    failed,
    `set ${kind.urlVariable} to the URL of a running ${kind.title} ${version} or newer, or start Docker, ` +
      `or install ${kind.executable} ${version} or newer so that it is on PATH.`,
  );
}

async function attempt(source: string, failed: Attempt[], start: () => Promise<Started>): Promise<Started | undefined> {
  try {
    return await start();
  } catch (error) {
    failed.push({ source, reason: reasonOf(error) });
    return undefined;
  }
}

function infraOf(started: readonly Started[], stop: () => Promise<void>): Infra {
  const server = (name: ServerName): InfraServer => {
    const found = started.find((one) => one.server.name === name);
    if (found === undefined) throw new InfraError(`${name} was not asked for: startInfra({ servers: ['${name}', …] })`);
    return found.server;
  };
  let stopped: Promise<void> | undefined;
  return {
    get mongodb() {
      return server('mongodb');
    },
    get redis() {
      return server('redis');
    },
    get nats() {
      return server('nats');
    },
    stop() {
      stopped ??= stop();
      return stopped;
    },
  };
}

import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type DataFolder, openDataFolder } from './data-folder.ts';
import { type Attempt, serverUnavailable } from './errors.ts';
import { CLUSTER_CONFIG, formCluster, redisNode } from './servers/redis-cluster.ts';
import { type Binary, findBinary } from './sources/find-binary.ts';
import { startLocal } from './sources/local.ts';
import type { Environment, InfraOptions, InfraServer } from './types.ts';

const NODES = 3;

/** One master. Its slots are out of reach while it does not run, and for some 3 s after its restart. */
export interface RedisNode extends Pick<InfraServer, 'url' | 'processId' | 'signal' | 'restart'> {
  /** Restarts it without its data; it keeps its slots. */
  restartEmpty(): Promise<void>;
}

export interface RedisCluster {
  /** The URLs of all nodes joined by commas, which is how services are told of a cluster. */
  readonly url: string;
  readonly nodes: readonly RedisNode[];
  /** Stops the nodes and removes their data. Calling it again waits for the same end. */
  stop(): Promise<void>;
}

/**
 * Starts a real Redis Cluster of three masters without replicas on this machine, from binaries, with temporary data.
 * Resolves after some 3 s, when each node says that the cluster is whole. It stops with `stop()` and when this process ends.
 * @throws InfraError when redis-server cannot be had; Error when the nodes do not find each other
 */
export async function startRedisCluster(options: Pick<InfraOptions, 'env' | 'onProgress'> = {}): Promise<RedisCluster> {
  const { env = process.env } = options;
  const binary = await haveBinary(options);
  const results = await Promise.allSettled(Array.from({ length: NODES }, () => startNode(binary, env)));
  const started = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const stop = async () => void (await Promise.all(started.map((one) => one.stop())));
  try {
    for (const result of results) if (result.status === 'rejected') throw result.reason;
    await formCluster(started.map(({ node }) => Number(new URL(node.url).port)));
  } catch (error) {
    await stop();
    throw error;
  }
  let stopped: Promise<void> | undefined;
  return {
    url: started.map(({ node }) => node.url).join(','),
    nodes: started.map(({ node }) => node),
    stop() {
      stopped ??= stop();
      return stopped;
    },
  };
}

async function haveBinary({ env = process.env, onProgress }: Pick<InfraOptions, 'env' | 'onProgress'>) {
  const failed: Attempt[] = [];
  const { executable } = redisNode;
  const binary = await findBinary(redisNode, env, failed, (words) => onProgress?.(`${executable}: ${words}`));
  if (binary === undefined) {
    throw serverUnavailable(redisNode.title, failed, `install ${executable} so that it is on PATH.`);
  }
  return binary;
}

async function startNode(binary: Binary, env: Environment) {
  const data = await openDataFolder(undefined, []);
  const { server, stop } = await startLocal(redisNode, binary, data, env);
  return {
    node: redisNodeOf(server, data),
    async stop() {
      await stop?.();
      await data.close();
    },
  };
}

function redisNodeOf(server: InfraServer, data: DataFolder): RedisNode {
  return Object.assign(server, {
    async restartEmpty() {
      if (server.processId !== undefined) await server.signal('SIGKILL');
      const folder = join(data.path, server.name);
      const files = (await readdir(folder)).filter((file) => file !== CLUSTER_CONFIG);
      await Promise.all(files.map((file) => rm(join(folder, file), { recursive: true })));
      await server.restart();
    },
  });
}

import {
  type Infra,
  type InfraOptions,
  type RedisCluster,
  type RedisNode,
  startInfra,
  startRedisCluster,
} from '@rollcall/dev-infra';
import { afterAll, beforeAll, expect, vi } from 'vitest';
import { createIdSource, systemClock } from '../src/clock.ts';
import { Health } from '../src/health.ts';
import { createLogger } from '../src/log.ts';
import { type Bus, connectBus } from '../src/nats/bus.ts';
import type { RedisClient } from '../src/stores/redis-client.ts';
import { masterOf } from '../src/stores/redis-nodes.ts';

export const silent = createLogger('test', 'silent');

/** A clock that stands until it is moved. */
export function stoppedClock(startMs = 1_800_000_000_000) {
  let nowMs = startMs;
  return {
    now: () => nowMs,
    advance(ms: number) {
      nowMs += ms;
    },
  };
}

/** Real servers for the tests of a file. */
export function useInfra(servers: NonNullable<InfraOptions['servers']>): () => Infra {
  let infra: Infra | undefined;
  beforeAll(async () => {
    infra = await startInfra({ provider: 'local', servers });
  });
  afterAll(() => infra?.stop());
  return () => {
    if (!infra) throw new Error('not started');
    return infra;
  };
}

export async function openBus(infra: Infra, service = 'test', health = new Health()): Promise<Bus> {
  const ids = createIdSource(systemClock);
  return connectBus({ url: infra.nats.url, service, clock: systemClock, ids, health, log: silent });
}

/** A Redis Cluster for the tests of a file. */
export function useCluster(): () => RedisCluster {
  let cluster: RedisCluster | undefined;
  beforeAll(async () => {
    cluster = await startRedisCluster();
  });
  afterAll(() => cluster?.stop());
  return () => {
    if (!cluster) throw new Error('not started');
    return cluster;
  };
}

/** The node of a cluster on which a key lies. */
export function nodeOf(cluster: RedisCluster, redis: RedisClient, key: string): RedisNode {
  const { port } = masterOf(redis, key).options;
  const node = cluster.nodes.find(({ url }) => url.endsWith(`:${port}`));
  if (!node) throw new Error(`no node on port ${port}`);
  return node;
}

/**
 * While the disk is busy Redis answers up to 2 s before it writes to its file (`appendfsync everysec`): a kill loses that.
 * Resolves when the node with this key has written all that it answered.
 */
export function untilInFile(redis: RedisClient, key: string): Promise<void> {
  const isWritten = async () =>
    expect(await masterOf(redis, key).info('persistence')).toContain('aof_buffer_length:0\r\n');
  return vi.waitFor(isWritten, 10_000);
}

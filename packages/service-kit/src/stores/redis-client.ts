import { Cluster, type ClusterOptions, Redis } from 'ioredis';

/** One Redis or a Redis Cluster. On a cluster the keys of one command, script or transaction share a hash tag. */
export type RedisClient = Redis | Cluster;

type NodeOptions = NonNullable<ClusterOptions['redisOptions']>;

/** Settings of a connection: those of both kinds, and those that only a cluster knows. */
export interface ClientOptions extends Pick<ClusterOptions, 'enableOfflineQueue' | 'enableAutoPipelining'> {
  node: NodeOptions;
  cluster?: ClusterOptions;
}

/** No server is waited for longer than this when a connection is made. */
const CONNECT_TIMEOUT_MS = 2_000;
/** A cluster is asked this often which node has which slots, so that a node with a new address is found. */
const SLOTS_REFRESH_MS = 2_000;

/** Waits between two attempts to connect, soon and for ever. */
export const retryStrategy = (attempt: number) => Math.min(attempt * 100, 1_000);

/**
 * Begins to connect. `url` is one address, or the addresses of some or all nodes of a cluster joined by commas; user,
 * password and TLS of the first are good for every node. The result emits `ready`, and `error` only when somebody listens.
 */
export function openRedis(url: string, { node, cluster, ...both }: ClientOptions): RedisClient {
  const common = { connectTimeout: CONNECT_TIMEOUT_MS, ...node };
  const [first = '', ...others] = url.split(',');
  if (others.length === 0) return new Redis(first, { ...common, ...both, retryStrategy });
  return new Cluster(url.split(','), {
    // That check asks any node, also a dead one; here each node tells by its answers whether it can be used.
    enableReadyCheck: false,
    clusterRetryStrategy: retryStrategy,
    slotsRefreshInterval: SLOTS_REFRESH_MS,
    ...both,
    ...cluster,
    redisOptions: { ...common, ...credentials(new URL(first)) },
  });
}

function credentials({ username, password, protocol }: URL): NodeOptions {
  return {
    ...(username && { username: decodeURIComponent(username) }),
    ...(password && { password: decodeURIComponent(password) }),
    ...(protocol === 'rediss:' && { tls: {} }),
  };
}

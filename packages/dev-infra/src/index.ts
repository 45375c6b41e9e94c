export { InfraError } from './errors.ts';
export { startInfra } from './start-infra.ts';
export { type RedisCluster, type RedisNode, startRedisCluster } from './start-redis-cluster.ts';
export type { FaultSignal, Infra, InfraOptions, InfraServer, Provider, RestartOptions, ServerName } from './types.ts';

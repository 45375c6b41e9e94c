export { type Attempt, InfraError } from './errors.ts';
export { type FindProgramOptions, findProgram } from './find-program.ts';
export { goInstall } from './install/go-install.ts';
export { homebrew } from './install/homebrew.ts';
export type { Program } from './install/program.ts';
export { startInfra } from './start-infra.ts';
export { type RedisCluster, type RedisNode, startRedisCluster } from './start-redis-cluster.ts';
export type { FaultSignal, Infra, InfraOptions, InfraServer, Provider, RestartOptions, ServerName } from './types.ts';

export { createEdge, type Edge, type EdgeOptions } from './edge/edge.ts';
export { mainOf } from './network/services.ts';
export { startNetwork } from './network/start-network.ts';
export type { Network, NetworkOptions, Replica } from './network/types.ts';
export { Supervisor } from './processes/supervisor.ts';

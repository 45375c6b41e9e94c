import type { ServiceName } from '@rollcall/contracts';
import { type Infra, type ServerName, startInfra } from '@rollcall/dev-infra';
import { createNatsUsers, type NatsCredentials } from './nats-users.ts';
import { openSecrets } from './secrets.ts';
import type { NetworkOptions } from './types.ts';

const LOOPBACK = '127.0.0.1';
/** What names a server of one's own. */
export const urlVariables = { mongodb: 'MONGODB_URL', redis: 'REDIS_URL', nats: 'NATS_URL' } as const;

/** Running servers, and what a service has to know of them. */
export interface Servers {
  infra: Infra;
  /** All that a service reads but its ports. */
  variablesOf(service: ServiceName): Record<string, string>;
  natsObserver: NatsCredentials | undefined;
  natsOperator: NatsCredentials | undefined;
}

/** Starts the servers, or those of these names, with the secrets of the data folder. */
export async function startServers(
  options: Omit<NetworkOptions, 'mode'>,
  names: readonly ServerName[] = ['mongodb', 'redis', 'nats'],
): Promise<Servers> {
  const { dataFolder, provider, onProgress } = options;
  const { NATS_SECRET, ...secrets } = await openSecrets(dataFolder);
  const users = createNatsUsers(NATS_SECRET);
  const infra = await startInfra({
    servers: [...names],
    natsConfig: users.config,
    ...(dataFolder && { dataFolder }),
    ...(provider && { provider }),
    ...(onProgress && { onProgress }),
  });
  const natsIsOurs = names.includes('nats') && infra.nats.source !== urlVariables.nats;
  const variables: Record<string, string> = {
    NODE_ENV: 'development',
    HOST: LOOPBACK,
    // All gateways end together: there is nowhere else to go for their clients.
    DRAIN_TIMEOUT_MS: '1000',
    ...Object.fromEntries(names.map((name) => [urlVariables[name], infra[name].url])),
    ...(options.databasePrefix && { MONGODB_DATABASE_PREFIX: options.databasePrefix }),
    ...secrets,
    ...options.env,
  };
  return {
    infra,
    variablesOf: (service) => ({ ...variables, ...(natsIsOurs && users.variablesOf(service)) }),
    natsObserver: natsIsOurs ? users.observer : undefined,
    natsOperator: natsIsOurs ? users.operator : undefined,
  };
}

import type { ServiceName } from '@rollcall/contracts';
import { type Infra, startInfra } from '@rollcall/dev-infra';
import { afterAll, beforeAll } from 'vitest';
import { type Network, type Replica, startNetwork } from '../../../src/index.ts';
import type { Origin } from './http.ts';

const START_MS = 120_000;
const STOP_MS = 60_000;

export interface Readiness {
  service: ServiceName;
  status: number;
  body: { status: string };
}

export interface TestNetwork extends Origin {
  readonly infra: Infra;
  /** What each process of each service says of itself. */
  readiness(): Promise<Readiness[]>;
  /** Kills one process with SIGKILL; resolves when its successor is ready. */
  killReplica(service: ServiceName, index: number): Promise<void>;
}

/** The network of a test file, with two session and two gateway processes and servers of its own. */
export function useNetwork(env: Record<string, string> = {}): TestNetwork {
  let infra: Infra | undefined;
  let network: Network | undefined;

  beforeAll(async () => {
    infra = await startInfra({ provider: 'local' });
    network = await startNetwork({
      mode: 'processes',
      replicas: { session: 2, 'realtime-gateway': 2 },
      infra,
      env: { BCRYPT_COST: '4', LOG_LEVEL: 'silent', ...env },
    });
  }, START_MS);

  afterAll(async () => {
    await network?.stop();
    await infra?.stop();
  }, STOP_MS);

  function running(): Network {
    if (!network) throw new Error('the network is not up yet');
    return network;
  }

  return {
    get url() {
      return running().origin;
    },
    get infra() {
      return running().infra;
    },
    readiness: () => Promise.all(Object.values(running().services).flat().map(readinessOf)),
    async killReplica(service, index) {
      const replica = running().services[service][index];
      if (!replica) throw new Error(`there is no ${service} ${index}`);
      await replica.signal('SIGKILL');
      await replica.ready();
    },
  };
}

async function readinessOf({ service, managementUrl }: Replica): Promise<Readiness> {
  const response = await fetch(`${managementUrl}/health/ready`);
  return { service, status: response.status, body: (await response.json()) as { status: string } };
}

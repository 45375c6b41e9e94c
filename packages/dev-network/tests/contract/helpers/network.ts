import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServiceName } from '@rollcall/contracts';
import type { Infra } from '@rollcall/dev-infra';
import { afterAll, beforeAll, expect } from 'vitest';
import { type Network, type NetworkOptions, type Replica, startNetwork } from '../../../src/index.ts';
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
  /** The metrics of all processes of a service, as they tell them. */
  metrics(service: ServiceName): Promise<string>;
  /** Kills one process with SIGKILL; resolves when its successor is ready. */
  killReplica(service: ServiceName, index: number): Promise<void>;
}

/**
 * The network of a test file, with two session and two gateway processes and servers of its own. `in-process` is quicker to
 * start, for tests that kill nothing.
 */
export function useNetwork(env: Record<string, string> = {}, mode: NetworkOptions['mode'] = 'processes'): TestNetwork {
  let network: Network | undefined;
  let dataFolder = '';

  beforeAll(async () => {
    dataFolder = await mkdtemp(join(tmpdir(), 'rollcall-contract-'));
    network = await startNetwork({
      mode,
      replicas: { session: 2, 'realtime-gateway': 2 },
      provider: 'local',
      dataFolder,
      env: { BCRYPT_COST: '4', LOG_LEVEL: 'silent', ...env },
    });
  }, START_MS);

  afterAll(async () => {
    await network?.stop();
    const refusals = await refusalsOfNats(dataFolder);
    await rm(dataFolder, { recursive: true, maxRetries: 5 });
    expect(refusals).toEqual([]);
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
    async metrics(service) {
      const answers = running().services[service].map(({ managementUrl }) => fetch(`${managementUrl}/metrics`));
      return (await Promise.all(answers.map(async (answer) => (await answer).text()))).join('\n');
    },
    async killReplica(service, index) {
      const replica = running().services[service][index];
      if (!replica) throw new Error(`there is no ${service} ${index}`);
      await replica.signal('SIGKILL');
      await replica.ready();
    },
  };
}

/** What services did on NATS without having the right to. */
async function refusalsOfNats(dataFolder: string): Promise<string[]> {
  const log = await readFile(join(dataFolder, 'nats.log'), 'utf8');
  return log.split('\n').filter((line) => / violation/i.test(line));
}

async function readinessOf({ service, managementUrl }: Replica): Promise<Readiness> {
  const response = await fetch(`${managementUrl}/health/ready`);
  return { service, status: response.status, body: (await response.json()) as { status: string } };
}

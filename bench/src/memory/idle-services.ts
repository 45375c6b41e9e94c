import { setTimeout as wait } from 'node:timers/promises';
import { type ServiceName, serviceNames } from '@rollcall/contracts';
import { startNetwork } from '@rollcall/dev-network';
import { type Bundle, bundle } from '../lib/bundle.ts';
import { rssOf } from '../lib/process-memory.ts';

const SETTLE_MS = 3_000;

/** RSS of each service's idle processes, megabytes, so many of each; what runs is what the images hold. */
export async function idleMegabytes(processes: number): Promise<Map<ServiceName, number[]>> {
  const bundles = new Map<ServiceName, Bundle>();
  for (const service of serviceNames) bundles.set(service, await bundle(service));
  const network = await startNetwork({
    mode: 'processes',
    replicas: Object.fromEntries(serviceNames.map((service) => [service, processes])),
    scripts: Object.fromEntries([...bundles].map(([service, { script }]) => [service, () => ({ script })])),
    env: { NODE_ENV: 'production' },
  });
  try {
    await wait(SETTLE_MS);
    const ofEach = (service: ServiceName) =>
      network.services[service].map(({ processId = 0 }) => rssOf(processId) / 1_000_000);
    return new Map(serviceNames.map((service) => [service, ofEach(service)]));
  } finally {
    await network.stop();
    for (const one of bundles.values()) await one.remove();
  }
}

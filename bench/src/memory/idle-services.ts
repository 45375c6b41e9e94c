import { setTimeout as wait } from 'node:timers/promises';
import { type ServiceName, serviceNames } from '@rollcall/contracts';
import { startNetwork } from '@rollcall/dev-network';
import { type Bundle, bundle } from '../lib/bundle.ts';
import { rssOf } from '../lib/process-memory.ts';

const SETTLE_MS = 3_000;

/** RSS of each service's idle process, megabytes, of so many starts; what runs is what the images hold. */
export async function idleMegabytes(runs: number): Promise<Map<ServiceName, number[]>> {
  const bundles = new Map<ServiceName, Bundle>();
  for (const service of serviceNames) bundles.set(service, await bundle(service));
  const megabytes = new Map(serviceNames.map((service) => [service, [] as number[]]));
  try {
    for (let n = 0; n < runs; n += 1) {
      for (const [service, rss] of await startAll(bundles)) megabytes.get(service)?.push(rss / 1_000_000);
    }
    return megabytes;
  } finally {
    for (const one of bundles.values()) await one.remove();
  }
}

async function startAll(bundles: ReadonlyMap<ServiceName, Bundle>): Promise<[ServiceName, number][]> {
  const scripts = Object.fromEntries(
    [...bundles].map(([service, { script }]) => [service, () => ({ script })] as const),
  );
  const network = await startNetwork({ mode: 'processes', scripts, env: { NODE_ENV: 'production' } });
  try {
    await wait(SETTLE_MS);
    return serviceNames.map((service) => [service, rssOf(network.services[service][0]?.processId ?? 0)]);
  } finally {
    await network.stop();
  }
}

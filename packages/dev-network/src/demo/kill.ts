import { setTimeout as wait } from 'node:timers/promises';
import type { ServiceName } from '@rollcall/contracts';
import type { Network } from '../network/types.ts';

/**
 * Kills one process of each service in the middle third of `seconds`, one after the other; resolves when all of them are
 * back. The network starts them again by itself.
 */
export async function killInTheMiddle(
  network: Network,
  services: readonly ServiceName[],
  seconds: number,
  tell: (line: string) => void,
): Promise<void> {
  await Promise.all(
    services.map(async (service, index) => {
      const share = (1 + (index + 0.5) / services.length) / 3;
      await wait(seconds * 1000 * share);
      const [replica] = network.services[service];
      if (!replica) throw new Error(`there is no ${service} to kill`);
      const { processId } = replica;
      await replica.signal('SIGKILL');
      const killedAtMs = performance.now();
      tell(`kill -9 of a ${service} process (${processId})`);
      await replica.ready();
      tell(`the ${service} process is back after ${((performance.now() - killedAtMs) / 1000).toFixed(1)} s`);
    }),
  );
}

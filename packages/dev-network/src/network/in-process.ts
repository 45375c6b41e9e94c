import type { ServiceName } from '@rollcall/contracts';
import type { Logger } from '@rollcall/service-kit';
import { serviceModules } from './services.ts';
import type { Replica } from './types.ts';

/** Starts one replica of a service in this process, on free ports. */
export async function startInProcess(
  service: ServiceName,
  variables: Record<string, string>,
  log: Logger,
): Promise<Replica> {
  const running = serviceModules[service].create({ ...variables, PORT: '0', MANAGEMENT_PORT: '0' }, { log });
  try {
    const { url, managementUrl } = await running.start();
    return {
      service,
      url,
      managementUrl,
      processId: undefined,
      signal: async () => {
        throw new Error(`${service} has no process of its own here: startNetwork({ mode: 'processes' })`);
      },
      ready: async () => {},
      stop: () => running.close(),
    };
  } catch (error) {
    await running.close().catch(() => {}); // the first error is the one to tell
    throw error;
  }
}

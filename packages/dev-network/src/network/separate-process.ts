import type { ServiceName } from '@rollcall/contracts';
import { type Script, Supervisor } from '../processes/supervisor.ts';
import { mainOf } from './services.ts';
import type { Replica } from './types.ts';

/** Starts one replica of a service as a process of its own, which is started again whenever it dies. */
export async function startSeparateProcess(
  service: ServiceName,
  variables: Record<string, string>,
  logFile: string | undefined,
  instead: (() => Script | undefined) | undefined,
): Promise<Replica> {
  try {
    const process = await Supervisor.start({ script: mainOf(service), env: variables, logFile, instead });
    return {
      service,
      url: process.url,
      managementUrl: process.managementUrl,
      get processId() {
        return process.processId;
      },
      signal: (name) => process.signal(name),
      ready: () => process.ready(),
      stop: () => process.stop(),
    };
  } catch (error) {
    throw new Error(`${service} did not start: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
}

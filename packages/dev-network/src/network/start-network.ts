import { type ServiceName, serviceNames } from '@rollcall/contracts';
import { CloseStack } from '@rollcall/service-kit';
import { createEdge } from '../edge/edge.ts';
import { openFilesFolder } from './files-folder.ts';
import { startInProcess } from './in-process.ts';
import { type Logs, openLogs } from './logs.ts';
import { migrateAll } from './migrate-all.ts';
import { perService } from './per-service.ts';
import { startSeparateProcess } from './separate-process.ts';
import { startServers } from './start-servers.ts';
import type { Network, NetworkOptions, Replica } from './types.ts';

const LOOPBACK = '127.0.0.1';

/**
 * Starts all services behind the edge, on real servers; resolves when every one is ready. What was started is stopped again
 * when something fails.
 * @throws InfraError when a server cannot be had; an error with the words of the service that did not start
 */
export async function startNetwork(options: NetworkOptions): Promise<Network> {
  const opened = new CloseStack();
  let closing: Promise<void> | undefined;
  const stop = () => {
    closing ??= opened.close();
    return closing;
  };
  try {
    const files = opened.add(await openFilesFolder(options.dataFolder), (folder) => folder.close());
    const env = { OBJECT_STORE_FOLDER: files.path, ...options.env };
    const { infra, variablesOf, natsObserver, natsOperator } = await startServers({ ...options, env });
    opened.add(infra, (own) => own.stop());
    const logs = openLogs(options.logFolder, options.env?.LOG_LEVEL ?? 'info');
    // Only kept data can be of an older release; services make the indexes of new databases themselves.
    if (options.dataFolder !== undefined) await migrateAll(variablesOf);
    options.onProgress?.('starting the services');
    const services = await startServices(options, variablesOf, logs, opened);
    const upstreams = perService((name) => services[name].map(({ url }) => url));
    const edge = createEdge({ upstreams, log: logs.loggerOf('edge', 'edge') });
    opened.add(edge, () => edge.close());
    const hosts = options.hosts ?? [LOOPBACK];
    const port = await edge.start(options.port ?? 0, hosts);
    return {
      origin: `http://${hosts.length > 1 ? 'localhost' : LOOPBACK}:${port}`,
      services,
      infra,
      variablesOf,
      natsObserver,
      natsOperator,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startServices(
  { mode, replicas, scripts }: NetworkOptions,
  variablesOf: (service: ServiceName) => Record<string, string>,
  logs: Logs,
  opened: CloseStack,
): Promise<Record<ServiceName, Replica[]>> {
  const start = (service: ServiceName, number: number) => {
    const name = `${service}-${number}`;
    if (mode === 'in-process') return startInProcess(service, variablesOf(service), logs.loggerOf(service, name));
    const scriptOf = scripts?.[service];
    const instead = scriptOf && (() => scriptOf(number));
    return startSeparateProcess(service, variablesOf(service), logs.fileOf(name), instead);
  };
  const wanted = serviceNames.flatMap((service) =>
    Array.from({ length: replicas?.[service] ?? 1 }, (_, at) => ({ service, number: at + 1 })),
  );
  const results = await Promise.allSettled(wanted.map(({ service, number }) => start(service, number)));
  const running = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  opened.add(running, () => Promise.all(running.map((replica) => replica.stop())));
  const failure = results.find((result) => result.status === 'rejected');
  if (failure) throw failure.reason;
  return perService((name) => running.filter(({ service }) => service === name));
}

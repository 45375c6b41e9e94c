import { type ServiceName, serviceNames } from '@rollcall/contracts';
import { type Infra, startInfra } from '@rollcall/dev-infra';
import { CloseStack } from '@rollcall/service-kit';
import { createEdge } from '../edge/edge.ts';
import { startInProcess } from './in-process.ts';
import { type Logs, openLogs } from './logs.ts';
import { perService } from './per-service.ts';
import { openSecrets } from './secrets.ts';
import { startSeparateProcess } from './separate-process.ts';
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
    const infra = options.infra ?? opened.add(await startInfra(infraOptions(options)), (own) => own.stop());
    const variables = await variablesOf(options, infra);
    const logs = openLogs(options.logFolder, variables.LOG_LEVEL ?? 'info');
    options.onProgress?.('starting the services');
    const services = await startServices(options, variables, logs, opened);
    const upstreams = perService((name) => services[name].map(({ url }) => url));
    const edge = createEdge({ upstreams, log: logs.loggerOf('edge', 'edge') });
    opened.add(edge, () => edge.close());
    const hosts = options.hosts ?? [LOOPBACK];
    const port = await edge.start(options.port ?? 0, hosts);
    return { origin: `http://${hosts.length > 1 ? 'localhost' : LOOPBACK}:${port}`, services, infra, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function infraOptions({ dataFolder, onProgress }: NetworkOptions) {
  return { ...(dataFolder && { dataFolder }), ...(onProgress && { onProgress }) };
}

async function variablesOf(options: NetworkOptions, infra: Infra): Promise<Record<string, string>> {
  return {
    NODE_ENV: 'development',
    HOST: LOOPBACK,
    MONGODB_URL: infra.mongodb.url,
    REDIS_URL: infra.redis.url,
    NATS_URL: infra.nats.url,
    ...(options.databasePrefix && { MONGODB_DATABASE_PREFIX: options.databasePrefix }),
    ...(await openSecrets(options.dataFolder)),
    ...options.env,
  };
}

async function startServices(
  { mode, replicas }: NetworkOptions,
  variables: Record<string, string>,
  logs: Logs,
  opened: CloseStack,
): Promise<Record<ServiceName, Replica[]>> {
  const start = (service: ServiceName, number: number) => {
    const name = `${service}-${number}`;
    return mode === 'in-process'
      ? startInProcess(service, variables, logs.loggerOf(service, name))
      : startSeparateProcess(service, variables, logs.fileOf(name));
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

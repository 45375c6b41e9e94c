import type { ServiceName } from '@rollcall/contracts';
import type { Infra, Provider } from '@rollcall/dev-infra';
import type { Script } from '../processes/supervisor.ts';
import type { NatsCredentials } from './nats-users.ts';

export interface NetworkOptions {
  /** All services in this process, or each replica in a process of its own that is started again when it dies. */
  mode: 'in-process' | 'processes';
  /** How many of each; 1 where nothing is said. */
  replicas?: Partial<Record<ServiceName, number>>;
  /**
   * What a replica, numbered from 1, runs instead of its service's own process, such as one with a fault. Asked at each
   * start, so that the process after a kill can be a healthy one. For `processes` alone.
   */
  scripts?: Partial<Record<ServiceName, (replica: number) => Script | undefined>>;
  /** Where the servers may come from. Default: the first that works, see dev-infra. */
  provider?: Provider;
  /** Folder for the servers' data and the services' secrets, kept afterwards. Default: temporary data, new secrets. */
  dataFolder?: string;
  /** Folder for a log of each replica and of the edge. Default: no logs. */
  logFolder?: string;
  /** Port of the edge. Default: a free one. */
  port?: number;
  /** Where the edge listens. Default: 127.0.0.1. */
  hosts?: readonly string[];
  /** More variables for all services, such as CLASSIC_TOKEN_TTL; they win over those that the network sets. */
  env?: Record<string, string>;
  /** Begins the names of the databases. */
  databasePrefix?: string;
  /** Hears what takes long, in words. */
  onProgress?: (line: string) => void;
}

export interface Network {
  /** `http://localhost:<port>`, or with 127.0.0.1 where only that is listened on. */
  origin: string;
  services: Record<ServiceName, readonly Replica[]>;
  infra: Infra;
  /** All that a service reads but its ports, secrets included. */
  variablesOf(service: ServiceName): Record<string, string>;
  /** A NATS user that hears everything and says nothing; undefined when NATS is not the network's own. */
  natsObserver: NatsCredentials | undefined;
  /** A NATS user that may delete the stream of events, which no service may; undefined like the observer. */
  natsOperator: NatsCredentials | undefined;
  /** Edge, services and own servers, in this order. Calling it again waits for the same end. */
  stop(): Promise<void>;
}

/** One running service. Its addresses stay the same when its process is started again. */
export interface Replica {
  service: ServiceName;
  url: string;
  /** Health, metrics and OpenAPI. */
  managementUrl: string;
  /** Of its own process; undefined in-process, and between the death of one and the start of the next. */
  readonly processId: number | undefined;
  /** Sends a signal to its own process; for SIGKILL and SIGTERM resolves when that is gone. Rejects in-process. */
  signal(name: NodeJS.Signals): Promise<void>;
  /** Resolves when the process, or the next one, is ready. Rejects after a minute. */
  ready(): Promise<void>;
  stop(): Promise<void>;
}

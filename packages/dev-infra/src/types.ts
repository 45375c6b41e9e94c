/** The three servers of the embedded stack. */
export type ServerName = 'mongodb' | 'redis' | 'nats';

/** Where a server may come from; see README.md for the order. */
export type Provider = 'environment' | 'docker' | 'local';

export type Environment = Record<string, string | undefined>;

export interface InfraOptions {
  /** Default: all three. Asking the result for one that was left out throws. */
  servers?: ServerName[];
  /** Folder for data and logs, kept afterwards. Default: a fresh temporary folder that is removed at the end. */
  dataFolder?: string;
  /** Allow this provider only. Default: the first that works, for each server on its own. */
  provider?: Provider;
  /** Text of a configuration file for nats-server, such as its users. Not for a server from the environment. */
  natsConfig?: string;
  /** Default: `process.env`. Read are MONGODB_URL, REDIS_URL, NATS_URL, ROLLCALL_CACHE, DOCKER_HOST, PATH and HOME. */
  env?: Environment;
  /** Hears what takes long, in words: "mongod: downloading (34 of 42 MB)". */
  onProgress?: (line: string) => void;
}

/** Running servers. */
export interface Infra {
  readonly mongodb: InfraServer;
  readonly redis: InfraServer;
  readonly nats: InfraServer;
  /** Stops what was started and removes temporary data. Calling it again waits for the same end. */
  stop(): Promise<void>;
}

export type FaultSignal = 'SIGKILL' | 'SIGSTOP' | 'SIGCONT' | 'SIGTERM';

export interface RestartOptions {
  /** Without the data that it had, as after a lost disk. Only for the provider "local". */
  empty?: boolean;
}

/** One running server. A server from the environment is not ours: `signal` and `restart` reject. */
export interface InfraServer {
  readonly name: ServerName;
  /** `mongodb://…`, `redis://…` or `nats://…`; stays the same over restarts. */
  readonly url: string;
  /** Where it came from: "MONGODB_URL", "docker mongo:6.0", "PATH /usr/bin/mongod", "cache …/mongod". */
  readonly source: string;
  /** Process id on this machine; only for the provider "local". */
  readonly processId?: number | undefined;
  /** Resolves when the signal took effect; for SIGKILL and SIGTERM when the process is gone. Rejects when it does not run. */
  signal(name: FaultSignal): Promise<void>;
  /** Starts it again on the same port and data, resolves when it answers. A server that still runs is stopped first. */
  restart(options?: RestartOptions): Promise<void>;
  /** Resident memory in bytes; only for the provider "local" on Linux, and while the process runs. */
  rss?(): number;
}

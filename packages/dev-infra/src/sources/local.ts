import { readFileSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataFolder } from '../data-folder.ts';
import { withLibraries } from '../install/check-version.ts';
import { Guarded } from '../process/guarded.ts';
import { processState } from '../process/is-alive.ts';
import type { ServerKind } from '../servers/server-kind.ts';
import type { Environment, FaultSignal, InfraServer, RestartOptions } from '../types.ts';
import { waitUntil } from '../wait-until.ts';
import type { Binary } from './find-binary.ts';
import { onFreePort } from './free-port.ts';
import type { Started } from './started.ts';

const startTimeoutMs = 30_000;

/** Starts a binary as a process of this machine, on a free port. Rejects with its last lines when it dies at start. */
export function startLocal(kind: ServerKind, binary: Binary, data: DataFolder, env: Environment): Promise<Started> {
  return onFreePort(async (port) => {
    const server = new LocalServer(kind, binary, data, env, port);
    await server.start();
    return { server, stop: () => server.stop() };
  }, kind.findPort);
}

class LocalServer implements InfraServer {
  readonly name;
  readonly url: string;
  readonly source: string;
  readonly rss?: () => number;
  #process: Guarded | undefined;
  readonly #folder: string;
  readonly #launch: () => Promise<Guarded>;

  constructor(kind: ServerKind, binary: Binary, data: DataFolder, env: Environment, port: number) {
    this.name = kind.name;
    this.url = kind.url(port);
    this.source = binary.source;
    this.#folder = folderOf(kind, data);
    this.#launch = () => launch(kind, binary, data, env, port);
    if (process.platform === 'linux') this.rss = () => residentBytes(this.#running().pid);
  }

  get processId(): number | undefined {
    return this.#process?.ending === undefined ? this.#process?.pid : undefined;
  }

  async start(): Promise<void> {
    this.#process = await this.#launch();
  }

  async signal(name: FaultSignal): Promise<void> {
    const running = this.#running();
    process.kill(running.pid, name);
    if (name === 'SIGKILL' || name === 'SIGTERM') {
      await running.exited;
    } else if (process.platform === 'linux') {
      const stopped = name === 'SIGSTOP';
      await waitUntil(`${name} of ${this.name}`, () => (processState(running.pid) === 'T') === stopped, { everyMs: 1 });
    }
  }

  async restart({ empty = false }: RestartOptions = {}): Promise<void> {
    const before = this.#process;
    if (before !== undefined && before.ending === undefined) await this.signal('SIGTERM');
    if (empty) await rm(this.#folder, { recursive: true });
    this.#process = await this.#launch();
    before?.release();
  }

  async stop(): Promise<void> {
    await this.#process?.stop();
  }

  #running(): Guarded {
    if (this.#process === undefined || this.#process.ending !== undefined) throw new Error(`${this.name} does not run`);
    return this.#process;
  }
}

async function launch(
  kind: ServerKind,
  binary: Binary,
  data: DataFolder,
  env: Environment,
  port: number,
): Promise<Guarded> {
  const folder = folderOf(kind, data);
  await mkdir(folder, { recursive: true });
  const configFile = kind.config === undefined ? undefined : join(data.path, `${kind.name}.conf`);
  if (configFile !== undefined) await writeFile(configFile, kind.config ?? '', { mode: 0o600 });
  const server = new Guarded({
    name: kind.name,
    folder: data.path,
    temporary: data.temporary,
    command: [binary.path, ...kind.arguments({ port, folder, address: '127.0.0.1', configFile })],
    env: withLibraries(binary.path, env),
  });
  const answers = async () => server.ending !== undefined || (await kind.isReady(port));
  try {
    await waitUntil(`${kind.title} to answer on port ${port}`, answers, { timeoutMs: startTimeoutMs });
    if (server.ending !== undefined) throw new Error(`${kind.executable} ${server.ending}`);
    return server;
  } catch (error) {
    const log = await readFile(join(data.path, `${kind.name}.log`), 'utf8').catch(() => '');
    const last = log.trimEnd().split('\n').slice(-8).join('\n');
    await server.stop();
    throw new Error(`${error instanceof Error ? error.message : error}. Its last lines:\n${last}`);
  }
}

function folderOf(kind: ServerKind, data: DataFolder): string {
  return join(data.path, kind.name);
}

function residentBytes(pid: number): number {
  const [, kibibytes = '0'] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kibibytes) * 1024;
}

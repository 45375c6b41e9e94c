import { appendFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { GenericContainer, getContainerRuntimeClient, type StartedTestContainer, Wait } from 'testcontainers';
import type { DataFolder } from '../data-folder.ts';
import { reasonOf } from '../errors.ts';
import type { ServerKind } from '../servers/server-kind.ts';
import type { FaultSignal, InfraServer, RestartOptions } from '../types.ts';
import { waitUntil } from '../wait-until.ts';
import { onFreePort } from './free-port.ts';
import type { Started } from './started.ts';

const folderLabel = 'rollcall.data-folder';
const startTimeoutMs = 60_000;
const configFolder = '/etc/rollcall';

/**
 * Starts a container whose port inside is the port outside, so that a replica set member has one name. Kept data are
 * mounted from the data folder and belong to this user; others live and die with the container. When this process is
 * killed, Ryuk removes the container.
 */
export async function startContainer(kind: ServerKind, data: DataFolder): Promise<Started> {
  if (!data.temporary) await removeLeftover(join(data.path, kind.name));
  return onFreePort(async (port) => {
    const log = new ContainerLog(data.temporary ? undefined : join(data.path, `${kind.name}.log`));
    try {
      const container = await describe(kind, data, port, log).then((described) => described.start());
      const server = new ContainerServer(kind, container, port, log);
      await server.answers();
      return { server, stop: () => server.stop() };
    } catch (error) {
      throw new Error(`${reasonOf(error)}. Its last lines:\n${log.lastLines}`);
    }
  });
}

class LoopbackContainer extends GenericContainer {
  /** Testcontainers would bind all addresses of the machine. */
  withLoopbackPort(port: number): this {
    this.withExposedPorts({ container: port, host: port });
    this.hostConfig.PortBindings = { [`${port}/tcp`]: [{ HostIp: '127.0.0.1', HostPort: `${port}` }] };
    return this;
  }
}

async function describe(kind: ServerKind, data: DataFolder, port: number, log: ContainerLog) {
  const { name, dataFolder, readyLine } = kind.image;
  const configFile = kind.config === undefined ? undefined : `${configFolder}/${kind.name}.conf`;
  const container = new LoopbackContainer(name)
    .withEntrypoint([kind.executable])
    .withCommand(kind.arguments({ port, folder: dataFolder, address: '0.0.0.0', configFile }))
    .withLoopbackPort(port)
    .withWaitStrategy(Wait.forLogMessage(readyLine))
    .withStartupTimeout(startTimeoutMs)
    .withLogConsumer((stream) => log.read(stream));
  if (configFile !== undefined) {
    container.withCopyContentToContainer([{ content: kind.config ?? '', target: configFile, mode: 0o444 }]);
  }
  if (data.temporary) return container;
  const source = join(data.path, kind.name);
  await mkdir(source, { recursive: true });
  return container
    .withBindMounts([{ source, target: dataFolder }])
    .withUser(`${process.getuid?.() ?? 0}:${process.getgid?.() ?? 0}`)
    .withLabels({ [folderLabel]: source });
}

/** After a kill of the last command its container lives on until Ryuk comes: two servers must not share data. */
async function removeLeftover(folder: string): Promise<void> {
  const { container } = await getContainerRuntimeClient();
  await waitUntil(`the container of the last command on ${folder} to be removed`, async () => {
    const leftover = await container.fetchByLabel(folderLabel, folder);
    await leftover?.remove({ force: true, v: true }).catch(() => {}); // Ryuk may be removing it already
    return leftover === undefined;
  });
}

class ContainerServer implements InfraServer {
  readonly name;
  readonly url: string;
  readonly source: string;
  readonly #container: StartedTestContainer;
  readonly #log: ContainerLog;
  readonly #isReady: () => Promise<boolean>;

  constructor(kind: ServerKind, container: StartedTestContainer, port: number, log: ContainerLog) {
    this.name = kind.name;
    this.url = kind.url(port);
    this.source = `docker ${kind.image.name}`;
    this.#container = container;
    this.#log = log;
    this.#isReady = () => kind.isReady(port);
  }

  answers(): Promise<void> {
    return waitUntil(`${this.name} to answer`, this.#isReady, { timeoutMs: startTimeoutMs });
  }

  async signal(name: FaultSignal): Promise<void> {
    const container = await this.#inEngine();
    await container.kill({ signal: name });
    if (name === 'SIGKILL' || name === 'SIGTERM') await container.wait();
  }

  async restart({ empty = false }: RestartOptions = {}): Promise<void> {
    if (empty)
      throw new Error(`${this.name} is a container, whose data cannot be taken away: use the provider "local"`);
    const container = await this.#inEngine();
    if ((await container.inspect()).State.Running) await this.signal('SIGTERM');
    const since = Math.ceil(Date.now() / 1000);
    await this.#container.restart();
    this.#log.read(await this.#container.logs({ since }));
    await this.answers();
  }

  async stop(): Promise<void> {
    const container = await this.#inEngine();
    if ((await container.inspect()).State.Running) await container.kill({ signal: 'SIGCONT' });
    await this.#container.stop({ timeout: 8000, removeVolumes: true });
  }

  async #inEngine() {
    return (await getContainerRuntimeClient()).container.getById(this.#container.getId());
  }
}

class ContainerLog {
  lastLines = '';
  readonly #file: string | undefined;

  constructor(file: string | undefined) {
    this.#file = file;
  }

  read(stream: Readable): void {
    stream.on('data', (bytes) => {
      this.lastLines = `${this.lastLines}${bytes}`.split('\n').slice(-8).join('\n');
      if (this.#file !== undefined) appendFileSync(this.#file, bytes);
    });
  }
}

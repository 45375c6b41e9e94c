import { setTimeout as delay } from 'node:timers/promises';
import { type Child, type ChildOptions, startChild } from './child.ts';
import { freePort } from './free-ports.ts';
import { waitUntilReady } from './ready.ts';

const START_ATTEMPTS = 5;
const BACK_OFF_MS = 200;
const LONGEST_BACK_OFF_MS = 5_000;
const GRACE_MS = 15_000;

/** What one start of a process runs. */
export interface Script {
  /** A TypeScript file. */
  script: string;
  /** Variables besides those of every start. */
  env?: Record<string, string>;
}

export interface WatchedOptions extends ChildOptions {
  /** Asked at each start, the first included, what to run this time instead. */
  instead?: (() => Script | undefined) | undefined;
}

/** A script that listens on PORT and MANAGEMENT_PORT, watched: when it dies unasked it is started again, same ports. */
export class Supervisor {
  readonly url: string;
  readonly managementUrl: string;
  readonly #options: WatchedOptions;
  #child: Child | undefined;
  #stopping = false;
  /** The death of this child is somebody's wish, and says nothing about it. */
  #killed: Child | undefined;
  #watch: Promise<void>;

  /** Starts a script on free ports; resolves when it is ready. Rejects with its last words when it ends before. */
  static async start(options: WatchedOptions): Promise<Supervisor> {
    for (let attempt = 1; ; attempt++) {
      const [port, managementPort] = [await freePort(), await freePort()];
      const managementUrl = `http://127.0.0.1:${managementPort}`;
      const env = { ...options.env, HOST: '127.0.0.1', PORT: `${port}`, MANAGEMENT_PORT: `${managementPort}` };
      const child = startChild(forThisStart({ ...options, env }));
      const failure = await Promise.race([waitUntilReady(managementUrl), child.exited]).catch(String);
      if (failure === undefined) return new Supervisor({ ...options, env }, child, port, managementUrl);
      child.kill('SIGKILL');
      // Somebody else took one of the ports in between.
      if (!failure.includes('EADDRINUSE') || attempt === START_ATTEMPTS) throw new Error(failure);
    }
  }

  private constructor(options: WatchedOptions, child: Child, port: number, managementUrl: string) {
    this.#options = options;
    this.#child = child;
    this.url = `http://127.0.0.1:${port}`;
    this.managementUrl = managementUrl;
    this.#watch = this.#keepRunning();
  }

  get processId(): number | undefined {
    return this.#child?.pid;
  }

  async signal(name: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (child === undefined) throw new Error('the process is not running at the moment');
    const deadly = name === 'SIGKILL' || name === 'SIGTERM';
    if (deadly) this.#killed = child;
    child.kill(name);
    if (deadly) await child.exited;
  }

  ready(): Promise<void> {
    return waitUntilReady(this.managementUrl);
  }

  /** Asks the process to stop, and ends it when it takes too long. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#child?.kill('SIGTERM');
    this.#child?.kill('SIGCONT'); // a test may have stopped it
    const timer = setTimeout(() => this.#child?.kill('SIGKILL'), GRACE_MS);
    await this.#watch;
    clearTimeout(timer);
  }

  async #keepRunning(): Promise<void> {
    for (let quickDeaths = 0; this.#child !== undefined; ) {
      const startedAtMs = performance.now();
      await this.#child.exited;
      const lived = performance.now() - startedAtMs;
      const isQuick = lived <= LONGEST_BACK_OFF_MS && this.#killed !== this.#child;
      this.#child = undefined;
      quickDeaths = isQuick ? quickDeaths + 1 : 0;
      if (!this.#stopping) await delay(Math.min(BACK_OFF_MS * 2 ** Math.max(0, quickDeaths - 1), LONGEST_BACK_OFF_MS));
      if (!this.#stopping) this.#child = startChild(forThisStart(this.#options));
    }
  }
}

function forThisStart({ instead, ...usual }: WatchedOptions): ChildOptions {
  const other = instead?.();
  return other ? { ...usual, script: other.script, env: { ...usual.env, ...other.env } } : usual;
}

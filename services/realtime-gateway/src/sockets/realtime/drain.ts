import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { Socket as EngineSocket } from 'engine.io';
import { inSlices } from '../in-slices.ts';
import type { SerialQueue } from '../serial-queue.ts';
import type { RealtimeServer, RealtimeSocket } from './types.ts';

const RECONNECTION_SPREAD_MS = 5_000;
/** A request to another service takes 2 s at most. */
const ANSWERS_MS = 3_000;
const FAREWELL_MS = 1_000;

/** Sends the clients of this process elsewhere. */
export class Drain {
  readonly #io: RealtimeServer;
  readonly #connections: ReadonlySet<EngineSocket>;
  readonly #withinMs: number;
  readonly #queues = new Set<SerialQueue>();
  #begun = false;

  constructor(io: RealtimeServer, connections: ReadonlySet<EngineSocket>, withinMs: number) {
    this.#io = io;
    this.#connections = connections;
    this.#withinMs = withinMs;
  }

  /** Takes in a socket, with its events that wait for their answers. */
  follow(socket: RealtimeSocket, queue: SerialQueue): void {
    this.#queues.add(queue);
    socket.once('disconnect', () => {
      // After the listener that pushes the last task.
      setImmediate(() => queue.idle().then(() => this.#queues.delete(queue)));
    });
    if (this.#begun) tell(socket);
  }

  /**
   * Asks the clients to reconnect, a tenth of them after the other, each at another moment. Resolves when they have gone;
   * at the deadline those that stay are closed when what they have sent is answered.
   */
  async run(deadline: AbortSignal): Promise<void> {
    this.#begun = true;
    const leaving = inSlices([...this.#io.sockets.sockets.values()], this.#withinMs, tell);
    await Promise.race([leaving.then(() => this.#allGone()), once(deadline, 'abort')]);
    await Promise.race([this.#allAnswered(), wait(ANSWERS_MS)]);
    for (const connection of this.#connections) connection.close();
    await Promise.race([this.#allGone(), wait(FAREWELL_MS)]);
  }

  async #allGone(): Promise<void> {
    await Promise.all([...this.#connections].map((connection) => once(connection, 'close')));
  }

  async #allAnswered(): Promise<void> {
    await Promise.all([...this.#queues].map((queue) => queue.idle()));
  }
}

function tell(socket: RealtimeSocket): void {
  socket.emit('server:draining', { reconnectAfterMs: randomInt(RECONNECTION_SPREAD_MS + 1) });
}

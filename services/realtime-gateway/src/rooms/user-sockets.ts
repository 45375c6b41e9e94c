import { rooms, type ServerEvent, type serverEvents } from '@rollcall/contracts';
import type { PubSub } from '@rollcall/service-kit';
import type { z } from 'zod';
import type { RealtimeServer } from '../sockets/realtime/types.ts';

type ServerData<Event extends ServerEvent> = z.infer<(typeof serverEvents)[Event]>;

const PRESENCE_MS = 1_000;
/** Who has not been heard of for so long is gone. */
const ABSENT_MS = 5_000;
/** What gateways say to each other. */
const HERE = 'gateway-here';
const SOCKETS_OF = 'sockets-of';

/** A socket on some gateway. */
export interface OpenSocket {
  id: string;
  openedAtMs: number;
}

/**
 * The Socket.IO sockets of a person on all gateways. While Redis is away it is about those of this process alone. What
 * concerns a session never goes this way.
 */
export class UserSockets {
  readonly #io: RealtimeServer;
  readonly #pubSub: PubSub;
  readonly #gatewayId: string;
  readonly #heardAtMs = new Map<string, number>();
  readonly #timer: NodeJS.Timeout;

  constructor(io: RealtimeServer, pubSub: PubSub, gatewayId: string) {
    this.#io = io;
    this.#pubSub = pubSub;
    this.#gatewayId = gatewayId;
    io.on(HERE, (otherId: string) => {
      if (!this.#heardAtMs.has(otherId)) this.#sayHere();
      this.#heardAtMs.set(otherId, performance.now());
    });
    io.on(SOCKETS_OF, (userId: string, answer: (sockets: OpenSocket[]) => void) => answer(this.local(userId)));
    this.#timer = setInterval(() => this.#lookRound(), PRESENCE_MS);
    this.#sayHere();
  }

  /** How many gateways there are, this one included. */
  get gateways(): number {
    return 1 + this.#heardAtMs.size;
  }

  /** Sends an event to all sockets of a person. */
  tell<Event extends ServerEvent>(userId: string, event: Event, data: ServerData<Event>): void {
    this.#io.to(rooms.user(userId)).emit(event, data);
  }

  /** How many sockets a person has open. */
  async count(userId: string): Promise<number> {
    return (await this.of(userId)).length;
  }

  /** A person's sockets, the oldest first, in the same order for all who ask; those of a gateway that does not answer in time are left out. */
  async of(userId: string): Promise<OpenSocket[]> {
    const elsewhere = this.#pubSub.isUp() && this.gateways > 1 ? await this.#ask(userId) : [];
    return [...this.local(userId), ...elsewhere].sort((a, b) => a.openedAtMs - b.openedAtMs || (a.id < b.id ? -1 : 1));
  }

  /** Those that this process holds. */
  local(userId: string): OpenSocket[] {
    const { sockets, adapter } = this.#io.sockets;
    return [...(adapter.rooms.get(rooms.user(userId)) ?? [])].flatMap((id) => {
      const socket = sockets.get(id);
      return socket ? [{ id, openedAtMs: socket.handshake.issued }] : [];
    });
  }

  /** Hears that another gateway counts a person's sockets, which it does when there may be many. */
  onCounted(hear: (userId: string) => void): void {
    this.#io.on(SOCKETS_OF, hear);
  }

  /** Tells sockets, wherever they are, why they are closed, and closes them. */
  disconnect(socketIds: string[], reason: ServerData<'socket:closing'>): void {
    if (socketIds.length === 0) return;
    this.#io.to(socketIds).emit('socket:closing', reason);
    this.#io.in(socketIds).disconnectSockets(true);
    // The adapter hears even its own request over Redis alone.
    this.#io.local.in(socketIds).disconnectSockets(true);
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #sayHere(): void {
    this.#io.serverSideEmit(HERE, this.#gatewayId);
  }

  #lookRound(): void {
    this.#sayHere();
    for (const [otherId, heardAtMs] of this.#heardAtMs) {
      if (performance.now() - heardAtMs > ABSENT_MS) this.#heardAtMs.delete(otherId);
    }
  }

  async #ask(userId: string): Promise<OpenSocket[]> {
    const answers: OpenSocket[][] = await this.#io
      .serverSideEmitWithAck(SOCKETS_OF, userId)
      .catch((error: { responses?: OpenSocket[][] }) => error.responses ?? []);
    return answers.flat();
  }
}

import { rooms } from '@rollcall/contracts';
import type { Stand } from '../../rooms/session-watches.ts';
import type { RealtimeServer, RealtimeSocket } from './types.ts';
import { unsentBytes, webSocketOf } from './unsent-bytes.ts';

const LOOK_MS = 250;
const SKIP_BYTES = 65_536;
const DRAINED_BYTES = 4_096;
const MOST_BYTES = 1_048_576;
const PATIENCE_MS = 10_000;

interface Skipped {
  sinceMs: number;
  /** By session: the room that the socket left, and where it stood then. */
  left: Map<string, { room: string; stand: Stand | undefined }>;
}

/**
 * Keeps what waits for slow clients small. A socket with much unsent is skipped by its sessions; when all has gone out it is
 * in them again and shown a gap, so that its client takes a snapshot. Who reads nothing for long, or gets too much besides,
 * is cut off without a word, which it would not read.
 */
export class BackPressure {
  readonly #io: RealtimeServer;
  readonly #standOf: (sessionId: string) => Stand | undefined;
  readonly #skipped = new Map<RealtimeSocket, Skipped>();
  readonly #timer: NodeJS.Timeout;

  constructor(io: RealtimeServer, standOf: (sessionId: string) => Stand | undefined) {
    this.#io = io;
    this.#standOf = standOf;
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
  }

  /** How many sockets are skipped now. */
  get skipped(): number {
    return this.#skipped.size;
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    for (const socket of this.#io.sockets.sockets.values()) this.#judge(socket, unsentBytes(socket.conn));
    for (const socket of this.#skipped.keys()) if (!socket.connected) this.#skipped.delete(socket);
  }

  #judge(socket: RealtimeSocket, unsent: number): void {
    const skipped = this.#skipped.get(socket);
    const waitedMs = skipped ? performance.now() - skipped.sinceMs : 0;
    if (unsent > MOST_BYTES || waitedMs > PATIENCE_MS) webSocketOf(socket.conn).terminate();
    else if (unsent > SKIP_BYTES) this.#skip(socket);
    else if (skipped && unsent <= DRAINED_BYTES) this.#bringBack(socket, skipped);
  }

  /** Again at each look: it may have joined sessions meanwhile. */
  #skip(socket: RealtimeSocket): void {
    const skipped = this.#skipped.get(socket) ?? { sinceMs: performance.now(), left: new Map() };
    this.#skipped.set(socket, skipped);
    for (const sessionId of socket.data.joined.keys()) {
      const room = [rooms.teachersOf(sessionId), rooms.studentsOf(sessionId)].find((one) => socket.rooms.has(one));
      if (!room) continue;
      void socket.leave(room);
      skipped.left.set(sessionId, { room, stand: this.#standOf(sessionId) });
    }
  }

  #bringBack(socket: RealtimeSocket, { left }: Skipped): void {
    this.#skipped.delete(socket);
    for (const [sessionId, { room, stand }] of left) {
      if (!socket.data.joined.has(sessionId)) continue;
      const now = this.#standOf(sessionId);
      void socket.join(room);
      if (!now) continue;
      // Also when no update was missed: of other frames nobody counts. One further than the next is a gap in any case.
      const seq = stand?.epoch === now.epoch ? Math.max(now.seq, stand.seq + 2) : now.seq;
      const { epoch, summary } = now;
      socket.emit('attendance:updated', { sessionId, epoch, fromSeq: seq, seq, changes: [], summary });
    }
  }
}

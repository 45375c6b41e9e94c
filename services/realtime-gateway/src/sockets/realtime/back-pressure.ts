import { rooms, type serverEvents } from '@rollcall/contracts';
import type { z } from 'zod';
import type { Position } from '../../rooms/coalescer.ts';
import type { RealtimeServer, RealtimeSocket } from './types.ts';
import { unsentBytes, webSocketOf } from './unsent-bytes.ts';

const LOOK_MS = 250;
const SKIP_BYTES = 65_536;
const DRAINED_BYTES = 4_096;
const MOST_BYTES = 1_048_576;
const PATIENCE_MS = 10_000;

type Summary = z.infer<(typeof serverEvents)['attendance:updated']>['summary'];

/** How far a session's updates have come for somebody in it. */
export interface SessionState extends Position {
  summary: Summary;
}

/** Where a session stands for a socket in it; undefined when nothing is known yet. */
export type StateOf = (sessionId: string, socket: RealtimeSocket) => SessionState | undefined;

interface Skipped {
  sinceMs: number;
  /** By session: the room that the socket left, and the last that it was sent. */
  left: Map<string, { room: string; state: SessionState | undefined }>;
}

/**
 * Keeps what waits for slow clients small. A socket with much unsent is skipped by its sessions; when all has gone out it is
 * in them again and shown a gap, so that its client takes a snapshot. Who reads nothing for long, or gets too much besides,
 * is cut off without a word, which it would not read.
 */
export class BackPressure {
  readonly #io: RealtimeServer;
  readonly #stateOf: StateOf;
  readonly #skipped = new Map<RealtimeSocket, Skipped>();
  readonly #timer: NodeJS.Timeout;

  constructor(io: RealtimeServer, stateOf: StateOf) {
    this.#io = io;
    this.#stateOf = stateOf;
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
      skipped.left.set(sessionId, { room, state: this.#stateOf(sessionId, socket) });
    }
  }

  #bringBack(socket: RealtimeSocket, { left }: Skipped): void {
    this.#skipped.delete(socket);
    for (const [sessionId, { room, state }] of left) {
      if (!socket.data.joined.has(sessionId)) continue;
      const now = this.#stateOf(sessionId, socket);
      void socket.join(room);
      if (!now) continue;
      // Also when no update was missed: of other frames nobody counts. One further than the next is a gap in any case.
      const seq = state?.epoch === now.epoch ? Math.max(now.seq, state.seq + 2) : now.seq;
      socket.emit('attendance:updated', { ...now, sessionId, fromSeq: seq, seq, changes: [] });
    }
  }
}

import { once } from 'node:events';
import type { ClassFrame } from '@rollcall/contracts';
import { AppError } from '@rollcall/service-kit';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Context } from '../../context.ts';
import { ClassRooms } from '../../rooms/class-rooms.ts';
import { DelayedBroadcasts } from '../../rooms/delayed-broadcasts.ts';
import type { Memberships } from '../../rooms/memberships.ts';
import { inSlices } from '../in-slices.ts';
import type { Lifetimes } from '../lifetimes.ts';
import type { Turns } from '../turns.ts';
import type { Upgrade } from '../upgrades.ts';
import { type ClassicConnection, openConnection } from './connection.ts';

const MAX_FRAME_BYTES = 16_384;
const PING_MS = 25_000;

interface Shared {
  lifetimes: Lifetimes;
  memberships: Memberships;
  handshakes: Turns;
}

/** The plain WebSockets at `/ws`. */
export function createClassicSockets(context: Context, { lifetimes, memberships, handshakes }: Shared) {
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES, perMessageDeflate: false });
  const rooms = new ClassRooms<ClassicConnection>();
  const broadcasts = new DelayedBroadcasts(context.bus);
  const ofUsers = new ClassRooms<ClassicConnection>();
  const connections = new Set<ClassicConnection>();
  const { config } = context;
  let draining = false;
  const parts = { context, lifetimes, memberships, rooms, broadcasts };

  const upgrade: Upgrade = async (request, socket, head) => {
    const token = new URLSearchParams(request.url?.split('?')[1]).get('token') ?? '';
    const connection = await handshakes.run(async () => {
      const opening = openConnection(parts, token);
      await opening.admitted;
      return opening;
    });
    if (draining) {
      connection.leave();
      throw new AppError('try_again');
    }
    server.handleUpgrade(request, socket, head, (ws) => {
      connection.serve(ws);
      connections.add(connection);
      const leave = closeOldest(connection);
      ws.once('close', () => {
        connections.delete(connection);
        leave();
      });
    });
    // Gone meanwhile, or no WebSocket handshake.
    if (!connections.has(connection)) connection.leave();
  };

  /** Bounds the sockets of a person in this process; what is open elsewhere is not known. Returns how to leave. */
  function closeOldest(connection: ClassicConnection): () => void {
    const { userId } = connection;
    if (userId === undefined) return () => undefined;
    ofUsers.enter(userId, connection);
    const own = [...ofUsers.of(userId)];
    for (const oldest of own.slice(0, Math.max(0, own.length - config.SOCKETS_PER_USER))) oldest.evict();
    return () => ofUsers.leave(userId, connection);
  }

  const silent = new WeakSet<WebSocket>();
  const pings = setInterval(() => {
    for (const ws of server.clients) {
      if (silent.has(ws)) ws.terminate();
      silent.add(ws);
      ws.ping();
      ws.once('pong', () => silent.delete(ws));
    }
  }, PING_MS);

  return {
    upgrade,
    get size() {
      return connections.size;
    },

    /** Hands a frame to a class's sockets; its sender has had a copy. */
    deliver(classId: string, { frame, senderSocketId }: Extract<ClassFrame, { kind: 'classic' }>) {
      const text = JSON.stringify(frame);
      for (const connection of rooms.of(classId)) if (connection.id !== senderSocketId) connection.send(text);
    },

    /** Closes each socket when its frames in flight are answered. */
    async drain(deadline: AbortSignal) {
      draining = true;
      const closed: Promise<void>[] = [];
      const asked = inSlices([...connections], config.DRAIN_TIMEOUT_MS, (connection) => {
        closed.push(connection.drain());
      });
      await Promise.race([asked.then(() => Promise.all(closed)), once(deadline, 'abort')]);
      for (const ws of server.clients) ws.terminate();
      await broadcasts.idle();
    },

    close() {
      clearInterval(pings);
      for (const ws of server.clients) ws.terminate();
      server.close();
    },
  };
}

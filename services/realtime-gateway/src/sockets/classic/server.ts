import { once } from 'node:events';
import type { ClassFrame } from '@rollcall/contracts';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Context } from '../../context.ts';
import { ClassRooms } from '../../rooms/class-rooms.ts';
import { DelayedBroadcasts } from '../../rooms/delayed-broadcasts.ts';
import type { Memberships } from '../../rooms/memberships.ts';
import type { Lifetimes } from '../lifetimes.ts';
import type { Upgrade } from '../upgrades.ts';
import { type ClassicConnection, openConnection } from './connection.ts';

const MAX_FRAME_BYTES = 16_384;
const PING_MS = 25_000;

/** The plain WebSockets at `/ws`. */
export function createClassicSockets(context: Context, lifetimes: Lifetimes, memberships: Memberships) {
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES, perMessageDeflate: false });
  const rooms = new ClassRooms<ClassicConnection>();
  const broadcasts = new DelayedBroadcasts(context.bus);
  const connections = new Set<ClassicConnection>();
  const parts = { context, lifetimes, memberships, rooms, broadcasts };

  const upgrade: Upgrade = async (request, socket, head) => {
    const token = new URLSearchParams(request.url?.split('?')[1]).get('token') ?? '';
    const connection = openConnection(parts, token);
    socket.on('error', (error) => context.log.debug({ err: error }, 'classic handshake'));
    await connection.admitted;
    server.handleUpgrade(request, socket, head, (ws) => {
      connection.serve(ws);
      connections.add(connection);
      ws.once('close', () => connections.delete(connection));
    });
    // Gone meanwhile, or no WebSocket handshake.
    if (!connections.has(connection)) connection.leave();
  };

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
      const closed = Promise.all([...connections].map((connection) => connection.drain()));
      await Promise.race([closed, once(deadline, 'abort')]);
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

import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { type ClassFrame, rooms } from '@rollcall/contracts';
import { Server as Engine, type Socket as EngineSocket } from 'engine.io';
import { Server } from 'socket.io';
import type { Context } from '../../context.ts';
import type { Memberships } from '../../rooms/memberships.ts';
import { SessionWatches } from '../../rooms/session-watches.ts';
import type { Lifetimes } from '../lifetimes.ts';
import type { Upgrade } from '../upgrades.ts';
import { authenticate } from './authenticate.ts';
import { openConnection } from './connection.ts';
import type { RealtimeServer } from './types.ts';

const MAX_FRAME_BYTES = 16_384;
const CONNECT_TIMEOUT_MS = 10_000;
const RECONNECTION_SPREAD_MS = 5_000;

/** The Socket.IO server at `/socket.io/`. */
export function createRealtimeSockets(context: Context, lifetimes: Lifetimes, memberships: Memberships) {
  const { bus, guard } = context;
  const engine = new Engine({
    transports: ['websocket'],
    allowUpgrades: false,
    perMessageDeflate: false,
    maxHttpBufferSize: MAX_FRAME_BYTES,
  });
  const io: RealtimeServer = new Server({ serveClient: false, connectTimeout: CONNECT_TIMEOUT_MS });
  io.bind(engine);
  const connections = new Set<EngineSocket>();
  engine.on('connection', (connection: EngineSocket) => {
    connections.add(connection);
    connection.once('close', () => connections.delete(connection));
  });
  const watches = new SessionWatches(bus, io);
  const gateway = { ...context, watches, memberships };
  io.use(authenticate(guard));
  io.on('connection', (socket) => openConnection(gateway, lifetimes, memberships, socket));

  const upgrade: Upgrade = (request, socket, head) => {
    engine.handleUpgrade(request as Parameters<typeof engine.handleUpgrade>[0], socket, head);
  };

  return {
    upgrade,
    get size() {
      return io.sockets.sockets.size;
    },

    deliverToClass(classId: string, { event, data }: Extract<ClassFrame, { kind: 'realtime' }>) {
      io.local.to(rooms.classOf(classId)).emit(event, data);
    },

    /** Asks the clients to reconnect elsewhere, each at another moment, and resolves when they have gone. */
    async drain(deadline: AbortSignal) {
      for (const socket of io.sockets.sockets.values()) {
        socket.emit('server:draining', { reconnectAfterMs: randomInt(RECONNECTION_SPREAD_MS + 1) });
      }
      const gone = [...connections].map((connection) => once(connection, 'close'));
      await Promise.race([Promise.all(gone), once(deadline, 'abort')]);
      engine.close();
    },

    async close() {
      await watches.close();
      await io.close();
    },
  };
}

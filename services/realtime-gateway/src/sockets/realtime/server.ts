import { type ClassFrame, rooms } from '@rollcall/contracts';
import { Server as Engine, type Socket as EngineSocket } from 'engine.io';
import { Server } from 'socket.io';
import type { Context } from '../../context.ts';
import type { Memberships } from '../../rooms/memberships.ts';
import { SessionWatches } from '../../rooms/session-watches.ts';
import { UserSockets } from '../../rooms/user-sockets.ts';
import type { Lifetimes } from '../lifetimes.ts';
import { measureSkippedSockets } from '../open-sockets.ts';
import { Turns } from '../turns.ts';
import type { Upgrade } from '../upgrades.ts';
import { userAdapter } from './adapter.ts';
import { authenticate } from './authenticate.ts';
import { BackPressure } from './back-pressure.ts';
import { openConnection } from './connection.ts';
import { Drain } from './drain.ts';
import type { RealtimeServer } from './types.ts';
import { UserLimit } from './user-limit.ts';

const MAX_FRAME_BYTES = 16_384;
const CONNECT_TIMEOUT_MS = 10_000;

/** Each costs a fraction of a millisecond; of a crowd, others get their turn between so many. */
const UPGRADES = { atOnce: 20, mostWaiting: 2_000 };

type EngineRequest = Parameters<Engine['handleUpgrade']>[0];

interface Shared {
  lifetimes: Lifetimes;
  memberships: Memberships;
  handshakes: Turns;
}

/** The Socket.IO server at `/socket.io/`. */
export function createRealtimeSockets(context: Context, { lifetimes, memberships, handshakes }: Shared) {
  const { bus, guard, pubSub, ids, config } = context;
  const engine = new Engine({
    transports: ['websocket'],
    allowUpgrades: false,
    perMessageDeflate: false,
    maxHttpBufferSize: MAX_FRAME_BYTES,
  });
  const io: RealtimeServer = new Server({
    serveClient: false,
    connectTimeout: CONNECT_TIMEOUT_MS,
    adapter: userAdapter(pubSub, () => users.gateways),
  });
  io.bind(engine);
  const users = new UserSockets(io, pubSub, ids.unique());
  const limit = new UserLimit(users, config.SOCKETS_PER_USER);
  const watches = new SessionWatches(bus, io);
  const gateway = { ...context, watches, memberships };
  const backPressure = new BackPressure(io, (sessionId) => watches.standOf(sessionId));
  measureSkippedSockets(context.metrics, backPressure);
  const connections = new Set<EngineSocket>();
  const drain = new Drain(io, connections, config.DRAIN_TIMEOUT_MS);
  engine.on('connection', (connection: EngineSocket) => {
    connections.add(connection);
    connection.once('close', () => connections.delete(connection));
  });
  io.use(authenticate(guard, handshakes));
  io.on('connection', (socket) => {
    drain.follow(socket, openConnection(gateway, lifetimes, memberships, socket));
    void limit.opened(socket.data.caller.userId);
  });

  const upgrades = new Turns(UPGRADES);
  const upgrade: Upgrade = (request, socket, head) =>
    upgrades.run(async () => {
      if (!socket.destroyed) engine.handleUpgrade(request as EngineRequest, socket, head);
    });

  return {
    upgrade,
    users,
    get size() {
      return io.sockets.sockets.size;
    },

    deliverToClass(classId: string, { event, data }: Extract<ClassFrame, { kind: 'realtime' }>) {
      io.local.to(rooms.classOf(classId)).emit(event, data);
    },

    async drain(deadline: AbortSignal) {
      await drain.run(deadline);
      engine.close();
    },

    async close() {
      users.close();
      backPressure.close();
      await watches.close();
      await io.close();
    },
  };
}

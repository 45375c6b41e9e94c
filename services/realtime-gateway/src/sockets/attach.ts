import type { Server } from 'node:http';
import { createOriginCheck } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { hearClassFrames } from '../rooms/class-frames.ts';
import { Memberships } from '../rooms/memberships.ts';
import { createClassicSockets } from './classic/server.ts';
import { Lifetimes } from './lifetimes.ts';
import { measureOpenSockets } from './open-sockets.ts';
import { createRealtimeSockets } from './realtime/server.ts';
import { routeUpgrades } from './upgrades.ts';

/** Opens both kinds of sockets on the public server. */
export async function attachSockets(context: Context, server: Server) {
  const { guard, clock, config, bus } = context;
  const lifetimes = new Lifetimes(guard, clock);
  const memberships = new Memberships(bus);
  const classic = createClassicSockets(context, lifetimes, memberships);
  const realtime = createRealtimeSockets(context, lifetimes, memberships);
  let draining = false;

  hearClassFrames(bus, classic.deliver, realtime.deliverToClass);
  measureOpenSockets(context.metrics, { classic, realtime });
  const byPath = new Map([
    ['/ws', classic.upgrade],
    ['/socket.io/', realtime.upgrade],
  ]);
  routeUpgrades(server, {
    ids: context.ids,
    checkOrigin: createOriginCheck(config),
    byPath,
    isDraining: () => draining,
  });

  return {
    /** Leaves when every socket has gone, or after a bounded time. */
    async drain() {
      draining = true;
      const deadline = AbortSignal.timeout(config.DRAIN_TIMEOUT_MS);
      await Promise.all([classic.drain(deadline), realtime.drain(deadline)]);
      if (bus.isUp()) await bus.connection.flush();
    },
    async close() {
      memberships.close();
      classic.close();
      await realtime.close();
    },
  };
}

import type { Server } from 'node:http';
import { createAddressOf, createOriginCheck } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { hearClassFrames } from '../rooms/class-frames.ts';
import { Memberships } from '../rooms/memberships.ts';
import { hearUserFrames } from '../rooms/user-frames.ts';
import { AddressLimit } from './address-limit.ts';
import { createClassicSockets } from './classic/server.ts';
import { Lifetimes } from './lifetimes.ts';
import { measureOpenSockets } from './open-sockets.ts';
import { createRealtimeSockets } from './realtime/server.ts';
import { Turns } from './turns.ts';
import { routeUpgrades } from './upgrades.ts';

/** A crowd is let in by so many at a time; no more than a few seconds of them wait, the others come again. */
const HANDSHAKES = { atOnce: 50, mostWaiting: 2_000 };

/** Opens both kinds of sockets on the public server. */
export async function attachSockets(context: Context, server: Server) {
  const { guard, clock, config, bus } = context;
  const lifetimes = new Lifetimes(guard, clock);
  const memberships = new Memberships(bus);
  const handshakes = new Turns(HANDSHAKES);
  const shared = { lifetimes, memberships, handshakes };
  const classic = createClassicSockets(context, shared);
  const realtime = createRealtimeSockets(context, shared);
  let draining = false;

  hearClassFrames(bus, classic.deliver, realtime.deliverToClass);
  hearUserFrames(bus, realtime.users);
  measureOpenSockets(context.metrics, { classic, realtime });
  const byPath = new Map([
    ['/ws', classic.upgrade],
    ['/socket.io/', realtime.upgrade],
  ]);
  routeUpgrades(server, {
    ids: context.ids,
    log: context.log,
    checkOrigin: createOriginCheck(config),
    byPath,
    addresses: new AddressLimit(config.SOCKETS_PER_ADDRESS, createAddressOf(config)),
    handshakes,
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

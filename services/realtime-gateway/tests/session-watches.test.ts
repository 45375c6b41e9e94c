import { connectBus, createFoundation } from '@rollcall/service-kit';
import { Server } from 'socket.io';
import { expect, it } from 'vitest';
import { SessionWatches } from '../src/rooms/session-watches.ts';
import { qrUpdated } from './frames.ts';
import { useNetwork } from './network.ts';

const network = useNetwork(0);

it('a session is heard from the first socket to the last', async () => {
  const foundation = createFoundation('realtime-gateway', 'silent');
  const bus = await connectBus({ url: network.current.infra.nats.url, service: 'test', ...foundation });
  const watches = new SessionWatches(bus, new Server());
  const { sessionId } = network.current.open();
  const heard = async () => {
    await bus.connection.flush();
    const before = bus.connection.stats().inMsgs;
    await network.current.standIns.show(sessionId, qrUpdated(sessionId));
    await bus.connection.flush();
    return bus.connection.stats().inMsgs - before;
  };
  expect(await heard()).toBe(0);
  await watches.enter(sessionId, 'first').whenTrue();
  watches.enter(sessionId, 'second');
  watches.enter(sessionId, 'second');
  expect(await heard()).toBe(1);
  watches.leave(sessionId, 'first');
  expect(await heard()).toBe(1);
  watches.leave(sessionId, 'second');
  watches.leave(sessionId, 'second');
  expect(await heard()).toBe(0);
  await watches.close();
  await bus.close();
});

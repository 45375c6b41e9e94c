import { connectBus, createFoundation } from '@rollcall/service-kit';
import { expect, it } from 'vitest';
import { Memberships } from '../src/rooms/memberships.ts';
import { useNetwork } from './network.ts';
import { until } from './until.ts';

const network = useNetwork(0);

it('a person is known to be in a class while NATS is there and the classes have been loaded since', async () => {
  const { infra, standIns } = network.current;
  const { anna, ben, classId } = network.current.open();
  const foundation = createFoundation('realtime-gateway', 'silent');
  const bus = await connectBus({ url: infra.nats.url, service: 'realtime-gateway', ...foundation });
  const memberships = new Memberships(bus);
  const member = { actor: anna, enter: () => undefined, leave: () => undefined };
  expect(memberships.has(anna, classId)).toBe(false);
  await memberships.add(member);
  expect(memberships.has(anna, classId)).toBe(true);
  expect(memberships.has(ben, classId)).toBe(false);

  await standIns.enrol(classId, anna.userId, false);
  await until(() => expect(memberships.has(anna, classId)).toBe(false));
  await standIns.enrol(classId, anna.userId);
  await until(() => expect(memberships.has(anna, classId)).toBe(true));

  await standIns.stop('class');
  const isBack = new Promise<void>((resolve) => bus.onReconnect(resolve));
  await infra.nats.signal('SIGKILL');
  await until(() => expect(bus.isUp()).toBe(false));
  expect(memberships.has(anna, classId)).toBe(false);
  await infra.nats.restart();
  await isBack;
  expect(memberships.has(anna, classId)).toBe(false);
  await standIns.start('class');
  await until(() => expect(memberships.has(anna, classId)).toBe(true));

  memberships.remove(member);
  expect(memberships.has(anna, classId)).toBe(false);
  memberships.close();
  await bus.close();
});

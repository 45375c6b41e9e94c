import { connectLive } from '@rollcall/client';
import type { UserFrame } from '@rollcall/contracts';
import { expect, it, onTestFinished } from 'vitest';
import { useNetwork } from './network.ts';
import type { RealtimeClient } from './realtime-client.ts';
import { newId } from './stand-ins/ids.ts';
import { until } from './until.ts';

const network = useNetwork(2);

function news(): UserFrame {
  const startedAt = '2026-03-02T08:00:00.000Z';
  const data = { sessionId: newId(), classId: newId(), className: 'Physics', startedAt };
  return {
    event: 'notification:new',
    data: { _id: newId(), kind: 'session_started', data, createdAt: startedAt, readAt: null },
  };
}

const bothGateways = <Opened>(open: (gateway: number) => Promise<Opened>) => Promise.all([open(0), open(1)]);

/** Whatever was sent before the answer to a question has come with it. */
async function framesOf(clients: RealtimeClient[]) {
  for (const client of clients) expect(await client.refused('nonsense')).toBe('unknown_event');
  return clients.map(({ frames }) => frames);
}

it('a notification comes once to each socket of its person on both gateways, and to nobody else', async () => {
  const { anna, ben, teacher } = network.current.open();
  const annas = await bothGateways((gateway) => network.current.realtime(anna, gateway));
  const others = [
    ...(await bothGateways((gateway) => network.current.realtime(ben, gateway))),
    ...(await bothGateways((gateway) => network.current.realtime(teacher, gateway))),
  ];
  const classic = await bothGateways((gateway) => network.current.classic(anna, gateway));
  const told = Array.from({ length: 20 }, news);
  await network.current.standIns.showToUser(anna.userId, ...told);
  for (const { frames } of annas) await until(() => expect(frames.length).toBeGreaterThanOrEqual(told.length));
  const byId = (frames: unknown[]) =>
    (frames as UserFrame[]).toSorted((one, other) => one.data._id.localeCompare(other.data._id));
  for (const frames of await framesOf(annas)) expect(byId(frames)).toEqual(byId(told));
  expect(await framesOf(others)).toEqual([[], [], [], []]);
  for (const client of classic) expect(await client.ask('NOTHING')).toMatchObject({ event: 'ERROR' });
});

it('the typed client hears it', async () => {
  const { anna } = network.current.open();
  const { token } = network.current.standIns.auth.logIn(anna);
  const live = await connectLive({ origin: network.current.url(1), token });
  onTestFinished(() => live.close());
  const kinds: string[] = [];
  live.on('notification:new', ({ kind }) => kinds.push(kind));
  await network.current.standIns.showToUser(anna.userId, news());
  await until(() => expect(kinds).toEqual(['session_started']));
});

it('a frame of another shape reaches nobody, and the next one comes', async () => {
  const { anna } = network.current.open();
  const client = await network.current.realtime(anna);
  const strange = { event: 'session:ended', data: {} } as unknown as UserFrame;
  const next = news();
  await network.current.standIns.showToUser(anna.userId, strange, next);
  expect(await client.take(1)).toEqual([next]);
});

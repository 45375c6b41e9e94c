import { connectBus, createFoundation } from '@rollcall/service-kit';
import { expect, it } from 'vitest';
import { checkPositions } from '../src/rooms/position-checks.ts';
import type { SessionMirror } from '../src/rooms/session-mirror.ts';
import { SessionState } from '../src/rooms/session-state.ts';
import { useNetwork } from './network.ts';
import { newId } from './stand-ins/ids.ts';
import { end } from './stand-ins/moves.ts';
import { snapshotOf } from './stand-ins/session.ts';
import { until } from './until.ts';

const network = useNetwork(0);

it('asks about once a second for all sessions that are not over, 1,000 a request, and reloads who is behind', async () => {
  const { sessions } = network.current.standIns;
  const all = Array.from({ length: 1_500 }, () => sessions.start(newId(), newId(), []));
  const over = all.slice(0, 10);
  for (const session of over) end(session);
  const reloaded: string[] = [];
  const mirrors = all.map((session) => {
    const reload = () => reloaded.push(session.sessionId);
    return { state: new SessionState(snapshotOf(session)), isLoading: false, reload } as unknown as SessionMirror;
  });
  const [ahead, behind, other, gone] = all.slice(10);
  if (!ahead || !behind || !other || !gone) throw new Error('too few');
  ahead.seq = -1;
  behind.seq += 1;
  other.epoch = 'epoch-2';
  gone.hasLiveState = false;

  const url = network.current.infra.nats.url;
  const bus = await connectBus({ url, service: 'realtime-gateway', ...createFoundation('realtime-gateway', 'silent') });
  const startedAtMs = performance.now();
  const checks = checkPositions(bus, () => mirrors);
  await until(() => expect(reloaded).toEqual([behind, other, gone].map(({ sessionId }) => sessionId)));
  expect(sessions.positionsAsked.map(({ length }) => length)).toEqual([1_000, 490]);
  expect(sessions.positionsAsked.flat()).not.toContain(over[0]?.sessionId);
  await until(() => expect(sessions.positionsAsked.length).toBeGreaterThanOrEqual(6));
  expect(performance.now() - startedAtMs).toBeGreaterThan(2_000);
  await checks.close();
  await bus.close();
});

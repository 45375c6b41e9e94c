import { expect, it } from 'vitest';
import { updated } from './frames.ts';
import { useNetwork } from './network.ts';
import { until } from './until.ts';

const network = useNetwork(1);

async function health(gateway: number) {
  const response = await fetch(`${network.current.gateways[gateway]?.managementUrl}/health/ready`);
  return { code: response.status, report: await response.json() };
}

it('a gateway serves on while Redis is away, degraded, and refuses nobody', async () => {
  const { teacher, anna, sessionId } = network.current.open();
  const { infra, standIns } = network.current;
  const before = await network.current.realtime(teacher);
  await before.answered('session:join', { sessionId });
  expect(await health(0)).toMatchObject({ code: 200, report: { status: 'ok', dependencies: { redis: 'up' } } });
  await infra.redis.signal('SIGKILL');
  await until(async () =>
    expect(await health(0)).toMatchObject({
      code: 200,
      report: { status: 'degraded', dependencies: { redis: 'down' } },
    }),
  );

  const during = await network.current.realtime(anna);
  await during.answered('session:join', { sessionId });
  const classic = await network.current.classic(teacher);
  expect(await classic.ask('TODAY_SUMMARY')).toMatchObject({ event: 'TODAY_SUMMARY' });
  await standIns.show(sessionId, updated(sessionId, 1, anna.userId));
  for (const client of [before, during]) expect(await client.take(1)).toMatchObject([{ event: 'attendance:updated' }]);
  // More than a person may have: those of this process are counted all the same.
  const many = await Promise.all(Array.from({ length: 21 }, () => network.current.realtime(anna)));
  await until(() => expect(during.socket.connected).toBe(false));
  expect(many.filter(({ socket }) => socket.connected).length).toBeGreaterThanOrEqual(20);

  await infra.redis.restart();
  await until(async () => expect(await health(0)).toMatchObject({ report: { dependencies: { redis: 'up' } } }));
  expect(before.socket.connected).toBe(true);
});

it('the adapter has a Redis of its own when it is said', async () => {
  const elsewhere = { REDIS_URL: 'redis://127.0.0.1:1', ADAPTER_REDIS_URL: network.current.infra.redis.url };
  await network.current.startGateway(elsewhere);
  const at = network.current.gateways.length - 1;
  expect(await health(at)).toMatchObject({ report: { dependencies: { redis: 'up' } } });
});

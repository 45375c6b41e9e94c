import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Worker } from 'node:worker_threads';
import { beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Outcomes } from './crowd.ts';
import { useNetwork } from './network.ts';
import type { RealtimeClient } from './realtime-client.ts';
import { newId } from './stand-ins/ids.ts';
import { patience } from './until.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
const network = useNetwork(0);
beforeAll(() => network.current.startGateway({ SOCKETS_PER_ADDRESS: '10000' }));

/** Memory in use when all that can be freed is freed. */
async function heapUsed() {
  await wait(0);
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

/** How long 20 people wait for an acknowledgement, again and again until `isOver`: all times in ms, in order. */
async function waits(clients: { client: RealtimeClient; sessionId: string }[], isOver: () => boolean) {
  const times: number[] = [];
  await Promise.all(
    clients.map(async ({ client, sessionId }) => {
      while (!isOver()) {
        const startedAtMs = performance.now();
        await client.answered('summary:get', { sessionId });
        times.push(performance.now() - startedAtMs);
        await wait(100);
      }
    }),
  );
  return times.sort((a, b) => a - b);
}

const at = (times: number[], part: number) => times[Math.floor(times.length * part)] ?? Number.NaN;

it('5,000 handshakes at once do others no harm: each is answered, or told to come later', async () => {
  const healthy = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const { teacher, sessionId } = network.current.open();
      return { client: await network.current.realtime(teacher), sessionId };
    }),
  );
  const quietUntilMs = performance.now() + 2_000;
  const quiet = await waits(healthy, () => performance.now() > quietUntilMs);
  const before = await heapUsed();

  const url = `${network.current.url(0).replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;
  const { auth } = network.current.standIns;
  // Every tenth has a good token.
  const tokens = Array.from({ length: 5_000 }, (_, index) =>
    index % 10 === 0 ? auth.logIn({ userId: newId(), role: 'student' }).token : `garbage-${index}`,
  );
  const startedAtMs = performance.now();
  const crowd = new Worker(new URL('crowd.ts', import.meta.url), { workerData: { url, tokens } });
  const opening = once(crowd, 'message').then(([all]) => all as Outcomes);
  let over = false;
  const [busy, outcomes] = await Promise.all([
    waits(healthy, () => over),
    opening.finally(() => {
      over = true;
    }),
  ]);
  const tookMs = performance.now() - startedAtMs;
  process.stdout.write(
    `5,000 handshakes in ${Math.round(tookMs)} ms: ${JSON.stringify(outcomes)}; acknowledgements of 20 others: ` +
      `quiet median ${at(quiet, 0.5).toFixed(1)} ms, 95% ${at(quiet, 0.95).toFixed(1)} ms; ` +
      `meanwhile median ${at(busy, 0.5).toFixed(1)} ms, 95% ${at(busy, 0.95).toFixed(1)} ms, worst ${at(busy, 0.999).toFixed(1)} ms ` +
      `(ratio of medians ${(at(busy, 0.5) / at(quiet, 0.5)).toFixed(1)})\n`,
  );
  // Of a crowd that long waits to be taken, Node gives up those whose request came too late.
  expect(outcomes.gone).toBeLessThan(500);
  expect(outcomes.in).toBeGreaterThan(0);
  expect(outcomes.refused).toBeGreaterThan(outcomes.in);
  expect(healthy.every(({ client }) => client.socket.connected)).toBe(true);
  // No acknowledgement was refused or late beyond what clients wait for.
  expect(at(busy, 0.999)).toBeLessThan(5_000);

  await crowd.terminate();
  const open = async () =>
    (await (await fetch(`${network.current.gateways[0]?.managementUrl}/metrics`)).text()).match(
      /open_sockets\{kind="realtime".*\} (\d+)/,
    )?.[1];
  await expect.poll(async () => Number(await open()), { ...patience, timeout: 30_000 }).toBeLessThan(100);
  await expect.poll(async () => (await heapUsed()) - before, { ...patience, timeout: 30_000 }).toBeLessThan(50_000_000);
}, 120_000);

it('sockets that never read leave nothing behind, and others are served meanwhile', async () => {
  const world = network.current.open();
  const witness = await network.current.realtime(world.teacher);
  const before = await heapUsed();
  const deaf = await Promise.all(
    Array.from({ length: 30 }, async () => {
      const { teacher, sessionId } = network.current.open();
      const client = await network.current.realtime(teacher);
      const { ws } = client.socket.io.engine.transport as unknown as { ws: WebSocket };
      ws.pause();
      return { ws, sessionId };
    }),
  );
  // They go on asking, each as fast as it may.
  const timer = setInterval(() => {
    for (const { ws, sessionId } of deaf) {
      if (ws.readyState === WebSocket.OPEN) ws.send(`421["session:join",{"sessionId":"${sessionId}"}]`);
    }
  }, 50);
  for (let round = 0; round < 20; round += 1) await witness.answered('summary:get', { sessionId: world.sessionId });
  expect((await heapUsed()) - before).toBeLessThan(60_000_000);
  clearInterval(timer);
  for (const { ws } of deaf) ws.terminate();
  await expect.poll(async () => (await heapUsed()) - before, { ...patience, timeout: 30_000 }).toBeLessThan(20_000_000);
}, 60_000);

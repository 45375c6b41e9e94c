import { once } from 'node:events';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { CloseStack } from '../src/close-stack.ts';
import { Health } from '../src/health.ts';
import { connectPubSub } from '../src/stores/pub-sub.ts';
import { silent, useCluster, useInfra } from './helpers.ts';

const infra = useInfra(['redis']);
const cluster = useCluster();
const closers = new CloseStack();
afterEach(() => closers.close());
const patience = 10_000;

/** Two processes that listen to one channel. */
async function connect(url: string) {
  const health = new Health();
  health.phase = 'ready';
  const open = async () => closers.add(await connectPubSub(url, health, silent), (one) => one.close());
  const both = [await open(), await open()];
  const heard: string[][] = [[], []];
  for (const [at, { subscriber }] of both.entries()) {
    subscriber.on('message', (_channel, text: string) => heard[at]?.push(text));
    await subscriber.subscribe('news');
  }
  let sent = 0;
  return {
    health,
    both,
    /** What each says, each hears. */
    async allHear() {
      await vi.waitFor(async () => {
        const texts = both.map(() => `news ${sent++}`);
        await Promise.all(both.map(({ publisher }, at) => publisher.publish('news', texts[at] ?? '')));
        await vi.waitFor(() => {
          for (const one of heard) expect(one).toEqual(expect.arrayContaining(texts));
        }, 1_000);
      }, patience);
    },
  };
}

const status = (health: Health) => () => health.report().status;

describe.each([
  { kind: 'one Redis', url: () => infra().redis.url, nodes: () => [infra().redis] },
  { kind: 'a Redis Cluster', url: () => cluster().url, nodes: () => cluster().nodes },
])('on $kind', ({ url, nodes }) => {
  test('what one says all hear, also after Redis was away, whose absence rejects nothing and is looked at less and less often', async () => {
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    closers.add(unhandled, () => process.off('unhandledRejection', unhandled));
    const { health, both, allHear } = await connect(url());
    await allHear();
    expect(health.report().status).toBe('ok');

    for (const node of nodes()) await node.signal('SIGKILL');
    await vi.waitFor(() => expect(status(health)()).toBe('degraded'), patience);
    const [{ publisher }] = both as [(typeof both)[0]];
    for (let index = 0; index < 100; index += 1) void publisher.publish('news', 'nobody hears this');
    await expect(publisher.publish('news', 'lost')).rejects.toThrow();
    // Each connection tries again after a pause that grows.
    const attempts = vi.fn();
    for (const one of both) one.subscriber.on('connecting', attempts);
    const startedAtMs = performance.now();
    await vi.waitFor(() => expect(attempts.mock.calls.length).toBeGreaterThanOrEqual(16), patience);
    expect(performance.now() - startedAtMs).toBeGreaterThan(1_500);

    await Promise.all(nodes().map((node) => node.restart()));
    await allHear();
    await vi.waitFor(() => expect(status(health)()).toBe('ok'), patience);
    expect(unhandled).not.toHaveBeenCalled();
  });
});

test('on a cluster any node may die, or be stuck, and all hear all by the others', async () => {
  const { allHear, both } = await connect(cluster().url);
  await allHear();
  for (const node of cluster().nodes) {
    await node.signal('SIGKILL');
    await allHear();
    await node.restart();
  }
  const { port } = new URL(cluster().nodes[0]?.url ?? '');
  const [node] = cluster().nodes;
  const onIt = () =>
    both.flatMap((one) => [one.publisher, one.subscriber]).find(({ options }) => `${options.port}` === port);
  for (const one of both) one.publisher.disconnect(true);
  await vi.waitFor(() => expect(onIt()?.status).toBe('ready'), patience).catch(() => undefined);
  await node?.signal('SIGSTOP');
  await allHear();
  await node?.signal('SIGCONT');
});

test('does not start without Redis being there', async () => {
  await infra().redis.signal('SIGKILL');
  const opening = connectPubSub(infra().redis.url, new Health(), silent);
  await infra().redis.restart();
  const opened = closers.add(await opening, (one) => one.close());
  expect(opened.isUp()).toBe(true);
  const [channel] = await Promise.all([
    once(opened.subscriber, 'message'),
    opened.subscriber.subscribe('a').then(() => opened.publisher.publish('a', 'b')),
  ]);
  expect(channel).toEqual(['a', 'b']);
});

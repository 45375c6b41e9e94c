import { createServer, type Server as HttpServer } from 'node:http';
import { rooms } from '@rollcall/contracts';
import { type Infra, type RedisCluster, startInfra, startRedisCluster } from '@rollcall/dev-infra';
import { CloseStack, connectPubSub, createLogger, Health, listen } from '@rollcall/service-kit';
import { Server } from 'socket.io';
import { io as connect, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { UserSockets } from '../src/rooms/user-sockets.ts';
import { userAdapter } from '../src/sockets/realtime/adapter.ts';
import { closing } from '../src/sockets/realtime/closing.ts';
import type { RealtimeServer } from '../src/sockets/realtime/types.ts';
import { UserLimit } from '../src/sockets/realtime/user-limit.ts';
import { newId } from './stand-ins/ids.ts';
import { until } from './until.ts';

vi.setConfig({ testTimeout: 30_000 });
let infra: Infra;
let cluster: RedisCluster;
const closers = new CloseStack();

beforeAll(async () => {
  [infra, cluster] = await Promise.all([startInfra({ servers: ['redis'], provider: 'local' }), startRedisCluster()]);
}, 30_000);
afterEach(() => closers.close());
afterAll(() => Promise.all([infra.stop(), cluster.stop()]));

/** The sockets of a gateway, without all else that it does. */
async function startGateway(redisUrl: string, gatewayId: string) {
  const pubSub = await connectPubSub(redisUrl, new Health(), createLogger('test', 'silent'));
  const server: HttpServer = createServer();
  const io: RealtimeServer = new Server(server, { adapter: userAdapter(pubSub, () => users.gateways) });
  const users = new UserSockets(io, pubSub, gatewayId);
  io.on('connection', (socket) => void socket.join(rooms.user(String(socket.handshake.auth.userId))));
  const url = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`;
  closers.add(pubSub, (open) => open.close());
  closers.add(io, (open) => open.close());
  closers.add(users, (open) => open.close());
  return {
    users,
    io,
    pubSub,
    async open(userId: string) {
      const socket: Socket = connect(url, {
        transports: ['websocket'],
        auth: { userId },
        forceNew: true,
        reconnection: false,
      });
      closers.add(socket, (open) => open.disconnect());
      const frames: unknown[][] = [];
      socket.onAny((...frame) => frames.push(frame));
      await until(() => expect(users.local(userId).map(({ id }) => id)).toContain(socket.id));
      return { socket, frames, id: socket.id ?? '' };
    },
  };
}

async function startThree(redisUrl: string) {
  const gateways = await Promise.all(['a', 'b', 'c'].map((id) => startGateway(redisUrl, id)));
  await until(() => expect(gateways.map(({ users }) => users.gateways)).toEqual([3, 3, 3]));
  const [a, b, c] = gateways as [(typeof gateways)[0], (typeof gateways)[0], (typeof gateways)[0]];
  return { a, b, c };
}

const draining = { reconnectAfterMs: 7 };

describe.each([
  { kind: 'one Redis', url: () => infra.redis.url, nodes: () => [infra.redis] },
  { kind: 'a Redis Cluster', url: () => cluster.url, nodes: () => [...cluster.nodes] },
])('on $kind', ({ url, nodes }) => {
  it('tells, counts and closes a person’s sockets wherever they are, and nobody else’s', async () => {
    const { a, b, c } = await startThree(url());
    const [anna, ben] = [newId(), newId()];
    const first = await a.open(anna);
    const second = await b.open(anna);
    const third = await b.open(anna);
    const other = await c.open(ben);

    for (const { users } of [a, b, c]) {
      expect(await users.count(anna)).toBe(3);
      expect(await users.count(ben)).toBe(1);
      expect(await users.count(newId())).toBe(0);
    }
    expect((await c.users.of(anna)).map(({ id }) => id)).toEqual([first.id, second.id, third.id]);

    c.users.tell(anna, 'server:draining', draining);
    const told = ['server:draining', draining];
    await until(() => expect([first, second, third].map(({ frames }) => frames)).toEqual([[told], [told], [told]]));

    const reason = closing('too_many_sockets');
    c.users.disconnect([first.id, third.id], reason);
    await until(() =>
      expect([first, second, third].map(({ socket }) => socket.connected)).toEqual([false, true, false]),
    );
    expect(first.frames.at(-1)).toEqual(['socket:closing', reason]);
    expect(third.frames.at(-1)).toEqual(['socket:closing', reason]);
    await until(async () => expect(await a.users.count(anna)).toBe(1));
    expect(second.frames).toEqual([told]);
    expect(other.frames).toEqual([]);
  });

  it('never sends a session’s frames to another gateway', async () => {
    const { a, b } = await startThree(url());
    const anna = newId();
    const [here, there] = [await a.open(anna), await b.open(anna)];
    for (const { io } of [a, b]) io.local.socketsJoin('session');
    a.io.local.to('session').emit('local');
    a.users.tell(anna, 'server:draining', draining);
    await until(() => expect(there.frames).toHaveLength(1));
    expect(there.frames).toEqual([['server:draining', draining]]);
    expect(here.frames).toEqual([['local'], ['server:draining', draining]]);
  });

  it('works for the own sockets while Redis is away, rejects nothing, and for all again after it', async () => {
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    closers.add(unhandled, () => process.off('unhandledRejection', unhandled));
    const { a, b } = await startThree(url());
    const anna = newId();
    const [here, there] = [await a.open(anna), await b.open(anna)];
    for (const node of nodes()) await node.signal('SIGKILL');
    await until(() => expect(a.pubSub.isUp()).toBe(false));

    a.users.tell(anna, 'server:draining', draining);
    await until(() => expect(here.frames).toHaveLength(1));
    expect(await a.users.count(anna)).toBe(1);
    const second = await a.open(anna);
    a.users.disconnect([here.id, there.id], closing('too_many_sockets'));
    await until(() => expect(here.socket.connected).toBe(false));
    await until(() => expect(a.users.gateways).toBe(1));

    await Promise.all(nodes().map((node) => node.restart()));
    await vi.waitFor(async () => expect(await a.users.count(anna)).toBe(2), 15_000);
    expect(there.frames).toEqual([]);
    b.users.tell(anna, 'server:draining', draining);
    await until(() => expect([second.frames.length, there.frames.length]).toEqual([1, 1]));
    expect(unhandled).not.toHaveBeenCalled();
  });
});

it('the limit asks other gateways for people with many sockets alone, and who was asked asks too', async () => {
  const { a, b, c } = await startThree(infra.redis.url);
  const limits = [a, b, c].map(({ users }) => new UserLimit(users, 6));
  const asked: string[] = [];
  for (const [name, { users }] of Object.entries({ a, b, c })) users.onCounted(() => asked.push(name));
  const anna = newId();
  const opened: Awaited<ReturnType<typeof a.open>>[] = [];
  const open = async (gateway: typeof a, limit = limits[[a, b, c].indexOf(gateway)]) => {
    opened.push(await gateway.open(anna));
    await limit?.opened(anna);
  };
  for (const gateway of [a, a, b, b]) await open(gateway);
  expect(asked).toEqual([]);
  await open(a);
  await until(() => expect(asked.sort()).toEqual(['b', 'c']));
  await open(c);
  await until(() => expect(asked.sort()).toEqual(['a', 'b', 'b', 'c']));
  expect(opened.every(({ socket }) => socket.connected)).toBe(true);
  await open(c);
  await until(() => expect(opened.map(({ socket }) => socket.connected)).toEqual([false, ...Array(6).fill(true)]));
});

it('on a cluster goes on by the other nodes when one is dead', async () => {
  const { a, b, c } = await startThree(cluster.url);
  const anna = newId();
  const there = await b.open(anna);
  for (const node of cluster.nodes) {
    await node.signal('SIGKILL');
    await vi.waitFor(async () => expect(await a.users.count(anna)).toBe(1), 10_000);
    const before = there.frames.length;
    await until(() => {
      c.users.tell(anna, 'server:draining', draining);
      expect(there.frames.length).toBeGreaterThan(before);
    });
    await node.restart();
  }
});

import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type Person, useNetwork } from './network.ts';
import type { RealtimeClient } from './realtime-client.ts';
import { newId } from './stand-ins/ids.ts';
import { patience, until } from './until.ts';

const network = useNetwork(0);
const closing = { event: 'socket:closing', data: { error: 'Too many connections are open', code: 'too_many_sockets' } };
const student = (): Person => ({ userId: newId(), role: 'student' });

/** Starts gateways that know of each other; the result opens sockets on one of them. */
async function startGateways(count: number, env: Record<string, string>) {
  const first = network.current.gateways.length;
  for (let index = 0; index < count; index += 1) await network.current.startGateway(env);
  return (person: Person, at: number) => network.current.realtime(person, first + at);
}

const connected = (clients: RealtimeClient[]) => clients.map(({ socket }) => socket.connected);

it('closes a person’s oldest sockets over all gateways when there are too many, and tells them', async () => {
  const open = await startGateways(2, { SOCKETS_PER_USER: '4' });
  const [anna, ben] = [student(), student()];
  const other = await open(ben, 0);
  const clients: RealtimeClient[] = [];
  // The third at one gateway is more than its part, the other ones at the other would not be.
  for (const at of [0, 0, 0, 1]) clients.push(await open(anna, at));
  await until(async () => {
    expect((await open(ben, 1)).socket.connected).toBe(true);
    expect(connected(clients)).toEqual([true, true, true, true]);
  });
  clients.push(await open(anna, 1));
  await until(() => expect(connected(clients)).toEqual([false, true, true, true, true]));
  clients.push(await open(anna, 1));
  await until(() => expect(connected(clients)).toEqual([false, false, true, true, true, true]));
  expect(clients.map(({ frames }) => frames)).toEqual([[closing], [closing], [], [], [], []]);
  expect(other.socket.connected).toBe(true);
});

it('closes the oldest of a crowd that a person opens at once', async () => {
  await startGateways(2, { SOCKETS_PER_USER: '3' });
  const first = network.current.gateways.length - 2;
  const { token } = network.current.standIns.auth.logIn(student());
  // Some are closed before anybody saw them open.
  const clients = Array.from({ length: 12 }, (_, at) => network.current.realtimeWith({ token }, first + (at % 2)));
  const isTold = ({ frames }: RealtimeClient) => frames.some(({ event }) => event === closing.event);
  await until(() => {
    expect(clients.filter(isTold)).toHaveLength(9);
    expect(connected(clients).filter(Boolean)).toHaveLength(3);
  });
  // And those stay.
  const witness = clients.filter(({ socket }) => socket.connected);
  for (const one of witness) expect(await one.refused('nothing', {})).toBe('unknown_event');
});

it('closes a person’s oldest classic sockets in one process with the contract’s ERROR', async () => {
  await startGateways(1, { SOCKETS_PER_USER: '2' });
  const at = network.current.gateways.length - 1;
  const { teacher } = network.current.open();
  const other = await network.current.classic(network.current.open().anna, at);
  const [first, second, third] = [
    await network.current.classic(teacher, at),
    await network.current.classic(teacher, at),
    await network.current.classic(teacher, at),
  ];
  expect(await first.closed).toBe(1008);
  expect(first.frames).toEqual([{ event: 'ERROR', data: { message: 'Too many connections are open' } }]);
  for (const one of [second, third]) expect(await one.ask('TODAY_SUMMARY')).toMatchObject({ event: 'TODAY_SUMMARY' });
  second.ws.terminate();
  await until(async () => expect(await metricOf(at)).toMatch(/open_sockets\{kind="classic".*\} 2\n/));
  const fourth = await network.current.classic(teacher, at);
  for (const one of [third, fourth]) expect(await one.ask('TODAY_SUMMARY')).toMatchObject({ event: 'TODAY_SUMMARY' });
  expect(await other.ask('MY_ATTENDANCE')).toMatchObject({ event: 'MY_ATTENDANCE' });
});

async function metricOf(at: number) {
  return (await fetch(`${network.current.gateways[at]?.managementUrl}/metrics`)).text();
}

/** Opens a socket; resolves with it or with the refusal. */
function knock(url: string, path: string, forwardedFor?: string) {
  const headers = forwardedFor ? { 'x-forwarded-for': forwardedFor } : {};
  const ws = new WebSocket(`${url.replace('http', 'ws')}${path}`, { headers });
  return new Promise<WebSocket | { status: unknown; retryAfter: unknown; body: unknown }>((resolve, reject) => {
    ws.once('open', () => resolve(ws));
    ws.once('unexpected-response', async (_, answer) => {
      const body = JSON.parse((await answer.toArray()).join(''));
      resolve({ status: answer.statusCode, retryAfter: answer.headers['retry-after'], body });
    });
    ws.on('error', reject);
  });
}

it.each(['/ws', '/socket.io/?EIO=4&transport=websocket'])(
  'refuses an address with too many sockets at %s with 429, as trusted proxies tell addresses',
  async (path) => {
    const { url } = await network.current.startGateway({ SOCKETS_PER_ADDRESS: '2' });
    const token = network.current.standIns.auth.logIn(student()).token;
    const own = path === '/ws' ? `${path}?token=${token}` : path;
    const first = await knock(url, own, '203.0.113.7');
    await knock(url, own, '198.51.100.1, 203.0.113.7');
    expect(await knock(url, own, '203.0.113.7')).toEqual({
      status: 429,
      retryAfter: '10',
      body: expect.objectContaining({
        success: false,
        code: 'too_many_sockets',
        error: 'Too many connections are open',
      }),
    });
    expect(await knock(url, own, '203.0.113.8')).toBeInstanceOf(WebSocket);
    expect(await knock(url, own)).toBeInstanceOf(WebSocket);
    (first as WebSocket).terminate();
    await expect.poll(() => knock(url, own, '203.0.113.7'), patience).toBeInstanceOf(WebSocket);
  },
);

it('does not believe an address that nobody trusted tells', async () => {
  const { url } = await network.current.startGateway({ SOCKETS_PER_ADDRESS: '1', TRUST_PROXY: 'none' });
  const path = '/socket.io/?EIO=4&transport=websocket';
  expect(await knock(url, path, '203.0.113.7')).toBeInstanceOf(WebSocket);
  expect(await knock(url, path, '203.0.113.8')).toMatchObject({ status: 429 });
});

import { once } from 'node:events';
import { request } from 'node:http';
import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { useNetwork } from './network.ts';
import { patience, until } from './until.ts';

const network = useNetwork(0);

/** The answer to a WebSocket handshake that is refused. */
async function handshake(url: string, path: string) {
  const headers = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-key': 'a'.repeat(22).concat('=='),
    'sec-websocket-version': '13',
  };
  const [response] = await once(request(`${url}${path}`, { headers }).end(), 'response');
  let body = '';
  for await (const part of response) body += part;
  return { status: response.statusCode, retryAfter: response.headers['retry-after'], body: JSON.parse(body) };
}

it('answers 404 in the shape of all errors at other addresses, with and without a handshake', async () => {
  const { url } = await network.current.startGateway();
  for (const path of ['/ws/', '/ws/x', '/wsx', '/', '/socket.io', '/socket.io/x', '/nothing?token=1']) {
    expect(await handshake(url, path)).toMatchObject({
      status: 404,
      body: { success: false, code: 'route_not_found' },
    });
  }
  for (const path of ['/ws', '/socket.io/?EIO=4&transport=polling', '/socket.io/socket.io.js']) {
    const response = await fetch(`${url}${path}`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ success: false, code: 'route_not_found' });
  }
});

it('counts open sockets by kind', async () => {
  const { managementUrl } = await network.current.startGateway();
  const gateway = network.current.gateways.length - 1;
  const { teacher } = network.current.open();
  const classic = await network.current.classic(teacher, gateway);
  await network.current.realtime(teacher, gateway);
  const metrics = async () => (await fetch(`${managementUrl}/metrics`)).text();
  expect(await metrics()).toMatch(/rollcall_open_sockets\{kind="classic",.*\} 1\n/);
  expect(await metrics()).toMatch(/rollcall_open_sockets\{kind="realtime",.*\} 1\n/);
  classic.ws.close();
  await expect.poll(metrics, patience).toMatch(/rollcall_open_sockets\{kind="classic",.*\} 0\n/);
});

it('stops: frames in flight are answered, classic sockets close with 1001, others are told when to come back', async () => {
  const { service, url } = await network.current.startGateway({ DRAIN_TIMEOUT_MS: '5000' });
  const gateway = network.current.gateways.length - 1;
  const { teacher, anna, session } = network.current.open();
  const classic = await network.current.classic(teacher, gateway);
  const student = await network.current.classic(anna, gateway);
  const realtime = await network.current.realtime(teacher, gateway);
  for (let index = 0; index < 20; index += 1) {
    classic.send('ATTENDANCE_MARKED', { studentId: anna.userId, status: 'present' });
  }
  classic.send('DONE');
  await until(() => expect(classic.frames).not.toEqual([]));
  const closed = service.close();
  const [told] = await realtime.take(1);
  expect(told).toMatchObject({ event: 'server:draining', data: { reconnectAfterMs: expect.any(Number) } });
  expect(await handshake(url, '/ws?token=x')).toMatchObject({
    status: 503,
    retryAfter: '1',
    body: { code: 'try_again' },
  });
  expect(await handshake(url, '/socket.io/?EIO=4&transport=websocket')).toMatchObject({ status: 503 });
  expect([await classic.closed, await student.closed]).toEqual([1001, 1001]);
  expect(classic.frames).toHaveLength(21);
  expect(student.frames.every(({ event }) => event !== 'ERROR' && event !== 'server:draining')).toBe(true);
  expect(session.open).toBe(false);
  realtime.socket.disconnect();
  await closed;
});

it('leaves after a bounded time, also when peers stay', async () => {
  const { service } = await network.current.startGateway({ DRAIN_TIMEOUT_MS: '100' });
  const gateway = network.current.gateways.length - 1;
  const { teacher } = network.current.open();
  const deaf = await network.current.classic(teacher, gateway);
  deaf.ws.pause();
  const { sessions } = network.current.standIns;
  const held = Promise.withResolvers<void>();
  sessions.beforeSummary = () => held.promise;
  const waiting = await network.current.classic(teacher, gateway);
  const askedBefore = sessions.asked.length;
  for (let index = 0; index < 100; index += 1) waiting.send('TODAY_SUMMARY');
  await until(() => expect(sessions.asked.length).toBeGreaterThan(askedBefore));
  const realtime = await network.current.realtime(teacher, gateway);
  await service.close();
  held.resolve();
  sessions.beforeSummary = async () => undefined;
  await expect.poll(() => realtime.socket.connected, patience).toBe(false);
  deaf.ws.resume();
  await deaf.closed;
  expect(deaf.ws.readyState).toBe(WebSocket.CLOSED);
});

it('sends Socket.IO clients away in slices, each after another time, and leaves when they have gone', async () => {
  const { service } = await network.current.startGateway({ DRAIN_TIMEOUT_MS: '60000' });
  const gateway = network.current.gateways.length - 1;
  const people = Array.from({ length: 30 }, () => network.current.open().teacher);
  const clients = await Promise.all(people.map((person) => network.current.realtime(person, gateway)));
  const toldAtMs: number[] = [];
  const delays: number[] = [];
  for (const { socket } of clients) {
    socket.once('server:draining', ({ reconnectAfterMs }) => {
      toldAtMs.push(performance.now());
      delays.push(reconnectAfterMs);
    });
  }
  const closed = service.close();
  await until(() => expect(toldAtMs.length).toBeGreaterThan(0));
  expect(toldAtMs.length).toBeLessThan(20);
  await until(() => expect(toldAtMs).toHaveLength(30));
  expect(Math.max(...toldAtMs) - Math.min(...toldAtMs)).toBeGreaterThan(1_000);
  expect(new Set(delays).size).toBeGreaterThan(20);
  expect(Math.max(...delays)).toBeLessThanOrEqual(5_000);
  for (const { socket } of clients) socket.disconnect();
  await closed;
});

it('answers what has arrived before it leaves clients that stay, who then come back by themselves', async () => {
  const { service } = await network.current.startGateway({ DRAIN_TIMEOUT_MS: '200' });
  const gateway = network.current.gateways.length - 1;
  const { teacher, anna, sessionId, session } = network.current.open();
  const client = await network.current.realtime(teacher, gateway);
  const reason = new Promise((resolve) => client.socket.once('disconnect', resolve));
  const { sessions } = network.current.standIns;
  const held = Promise.withResolvers<void>();
  sessions.beforeSummary = () => held.promise;
  const asked = sessions.asked.length;
  const summary = client.ask('summary:get', { sessionId });
  const marks = Array.from({ length: 10 }, () =>
    client.ask('attendance:mark', { sessionId, studentId: anna.userId, status: 'late' }),
  );
  await until(() => expect(sessions.asked.length).toBe(asked + 1));
  const closed = service.close();
  // The summary is answered well after the deadline.
  const startedAtMs = performance.now();
  await until(() => expect(performance.now() - startedAtMs).toBeGreaterThan(600));
  expect(client.socket.connected).toBe(true);
  held.resolve();
  sessions.beforeSummary = async () => undefined;
  expect(await summary).toMatchObject({ ok: true });
  for (const mark of await Promise.all(marks)) expect(mark).toMatchObject({ ok: true });
  expect(session.marks.get(anna.userId)).toBe('late');
  expect(await reason).toBe('transport close');
  await closed;
});

it('takes nobody in whose handshake ends while it drains', async () => {
  const { service } = await network.current.startGateway({ DRAIN_TIMEOUT_MS: '5000' });
  const gateway = network.current.gateways.length - 1;
  const { teacher } = network.current.open();
  const witness = await network.current.realtime(teacher, gateway);
  const { classes, auth } = network.current.standIns;
  const held = Promise.withResolvers<void>();
  let loading = 0;
  classes.beforeAnswer = () => {
    loading += 1;
    return held.promise;
  };
  const classic = new WebSocket(
    `${network.current.url(gateway).replace('http', 'ws')}/ws?token=${auth.logIn(teacher).token}`,
  );
  const answer = once(classic, 'unexpected-response').then(([, response]) => response.statusCode);
  classic.on('error', () => undefined);
  await until(() => expect(loading).toBe(1));
  const closed = service.close();
  await witness.take(1);
  held.resolve();
  classes.beforeAnswer = async () => undefined;
  expect(await answer).toBe(503);
  witness.socket.disconnect();
  await closed;
});

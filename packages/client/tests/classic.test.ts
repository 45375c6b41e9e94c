import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { type ClassicConnection, connectClassic } from '../src/index.ts';

let server: WebSocketServer;
let origin: string;
const heard: string[] = [];
const urls: (string | undefined)[] = [];
const open: ClassicConnection[] = [];

beforeEach(async () => {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('connection', (socket, request) => {
    urls.push(request.url);
    socket.on('message', (data) => heard.push(String(data)));
  });
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  for (const list of [heard, urls]) list.length = 0;
  for (const connection of open.splice(0)) connection.close();
  server.close();
});

async function connect(token?: string) {
  const accepted = once(server, 'connection') as Promise<[WebSocket]>;
  const connection = await connectClassic({ origin, token });
  open.push(connection);
  const [socket] = await accepted;
  return { connection, say: (event: string, data = {}) => socket.send(JSON.stringify({ event, data })), socket };
}

test('connects to /ws with the token in the query, or without', async () => {
  await connect('a+b');
  await connect();
  expect(urls).toEqual(['/ws?token=a%2Bb', '/ws']);
});

test('sends frames and raw texts', async () => {
  const { connection, say } = await connect();
  connection.send('DONE');
  connection.send('ATTENDANCE_MARKED', { status: 'present' });
  connection.sendText('{');
  await expect.poll(() => heard).toHaveLength(3);
  expect(heard).toEqual(['{"event":"DONE"}', '{"event":"ATTENDANCE_MARKED","data":{"status":"present"}}', '{']);
  say('OK');
  expect(await connection.next()).toEqual({ event: 'OK', data: {} });
});

test('hands out frames in order, whether asked before or after they came', async () => {
  const { connection, say } = await connect();
  const first = connection.next();
  say('A');
  say('B');
  say('C');
  expect((await first).event).toBe('A');
  await expect.poll(() => connection.frames).toHaveLength(3);
  expect((await connection.next()).event).toBe('B');
  expect((await connection.next()).event).toBe('C');
});

test('waits for an event by name and leaves the others', async () => {
  const { connection, say } = await connect();
  const wanted = connection.next('B');
  say('A');
  say('B', { x: 1 });
  expect(await wanted).toEqual({ event: 'B', data: { x: 1 } });
  expect((await connection.next()).event).toBe('A');
});

test('rejects when no frame comes in time', async () => {
  const { connection } = await connect();
  await expect(connection.next('DONE', 50)).rejects.toThrow('no DONE within 50 ms');
});

test('rejects who waits when the connection ends, after the frames that are left', async () => {
  const { connection, say, socket } = await connect();
  const waiting = connection.next('DONE');
  say('A');
  socket.close();
  await expect(waiting).rejects.toMatchObject({ code: 'offline' });
  await connection.closed;
  expect((await connection.next()).event).toBe('A');
  await expect(connection.next()).rejects.toMatchObject({ code: 'offline' });
});

test('is offline when nobody listens', async () => {
  server.close();
  await expect(connectClassic({ origin })).rejects.toMatchObject({ code: 'offline' });
});

import { expect, test } from 'vitest';
import { type ClassicSocket, openSocket, openSockets } from '../helpers/classic-socket.ts';
import type { Origin } from '../helpers/http.ts';
import { logIn, logInForMinutes, logOut, signUp } from '../helpers/people.ts';
import { claimsOf, encodePart, forge } from '../helpers/tokens.ts';
import { openClassicHall } from './hall.ts';

const BAD_TOKEN = { message: 'Unauthorized or invalid token' };
const CUT_OFF_MS = 2_000;

async function expectError(socket: ClassicSocket, message: string) {
  expect(await socket.next('ERROR')).toEqual({ message });
}

export function refusalTests(rollcall: Origin, { shortTokenSeconds }: { shortTokenSeconds: number }): void {
  test.each([
    ['no token', undefined],
    ['an empty token', ''],
    ['nonsense', 'nonsense'],
    ['three empty parts', '..'],
    ['a token of alg none', forge({ alg: 'none' }, { userId: 'ffffffffffffffffffffffff' })],
  ])('%s: accepted, told, closed', async (_what, token) => {
    const socket = await openSocket(rollcall, token);
    expect(await socket.next('ERROR')).toEqual(BAD_TOKEN);
    await socket.closed;
  });

  test('a cut or changed token: accepted, told, closed', async () => {
    const { token } = await signUp(rollcall, 'teacher');
    const [header, claims, signature] = token.split('.') as [string, string, string];
    const lies = encodePart({ ...claimsOf(token), role: 'admin' });
    for (const bad of [token.slice(0, -8), `${header}.${claims}.`, `${header}.${lies}.${signature}`]) {
      const socket = await openSocket(rollcall, bad);
      expect(await socket.next('ERROR')).toEqual(BAD_TOKEN);
      await socket.closed;
    }
  });

  test('role before session before shape', async () => {
    const [teacher, student] = [await signUp(rollcall, 'teacher'), await signUp(rollcall, 'student')];
    const [atTeacher, atStudent] = [
      await openSocket(rollcall, teacher.token),
      await openSocket(rollcall, student.token),
    ];
    for (const data of [undefined, {}, { studentId: 7 }, { studentId: student._id, status: 'present' }]) {
      for (const event of ['ATTENDANCE_MARKED', 'TODAY_SUMMARY', 'DONE']) {
        atStudent.send(event, data);
        await expectError(atStudent, 'Forbidden, teacher event only');
        atTeacher.send(event, data);
        await expectError(atTeacher, 'No active attendance session');
      }
      atTeacher.send('MY_ATTENDANCE', data);
      await expectError(atTeacher, 'Forbidden, student event only');
      atStudent.send('MY_ATTENDANCE', data);
      await expectError(atStudent, 'No active attendance session');
    }
    const hall = await openClassicHall(rollcall, 1);
    const seat = await openSocket(rollcall, hall.students[0].token);
    seat.send('DONE');
    await expectError(seat, 'Forbidden, teacher event only');
    const marker = await openSocket(rollcall, hall.teacher.token);
    marker.send('MY_ATTENDANCE');
    await expectError(marker, 'Forbidden, student event only');
  });

  test('a bad shape of a mark in an open session: Invalid message format, and nothing is marked', async () => {
    const { teacher, students } = await openClassicHall(rollcall, 1);
    const marker = await openSocket(rollcall, teacher.token);
    const studentId = students[0]._id;
    const shapes = [
      undefined,
      {},
      [],
      'text',
      { studentId },
      { status: 'present' },
      { studentId, status: 'asleep' },
      { studentId, status: { $ne: '' } },
      { studentId, status: ['present'] },
      { studentId: { $ne: '' }, status: 'present' },
      { studentId: 7, status: 'present' },
      { studentId: null, status: 'present' },
    ];
    for (const data of shapes) {
      marker.send('ATTENDANCE_MARKED', data);
      await expectError(marker, 'Invalid message format');
    }
    marker.send('TODAY_SUMMARY');
    expect(await marker.next('TODAY_SUMMARY')).toEqual({ present: 0, absent: 0, total: 0 });
  });

  test('no JSON, no object, no event name: Invalid message format; other names: Unknown event; the socket stays', async () => {
    const socket = await openSocket(rollcall, (await signUp(rollcall, 'teacher')).token);
    for (const message of [
      '',
      'hello',
      '{"event":',
      '[]',
      '42',
      'null',
      '"DONE"',
      '{}',
      '{"event":5}',
      '{"event":null}',
    ]) {
      socket.sendRaw(message);
      await expectError(socket, 'Invalid message format');
    }
    for (const event of ['NOPE', 'done', '', '__proto__', 'constructor', 'toString', 'ERROR']) {
      socket.sendRaw(JSON.stringify({ event, data: {} }));
      expect((await socket.next('ERROR')) as object, event).toEqual({
        message: event === '' ? expect.any(String) : 'Unknown event',
      });
    }
    socket.sendRaw(Buffer.from([0, 255, 1, 254]));
    await expectError(socket, 'Invalid message format');
    expect(socket.isOpen()).toBe(true);
  });

  test('errors go to their sender alone', async () => {
    const { teacher } = await openClassicHall(rollcall, 1);
    const sockets = await openSockets(rollcall, teacher.token, 3);
    sockets[0]?.send('NOPE');
    await sockets[0]?.next('ERROR');
    sockets[0]?.send('TODAY_SUMMARY');
    for (const socket of sockets) await socket.next('TODAY_SUMMARY');
  });

  test('a frame of 1 MB is refused and harms nobody else', async () => {
    const { teacher } = await openClassicHall(rollcall, 1);
    const [big, ...others] = await openSockets(rollcall, teacher.token, 5);
    big?.sendRaw(JSON.stringify({ event: 'ATTENDANCE_MARKED', data: { studentId: 'x'.repeat(1_000_000) } }));
    const refused = await Promise.race([big?.closed, big?.next('ERROR')]);
    expect([1009, expect.objectContaining({ message: expect.any(String) })]).toContainEqual(refused);
    others[0]?.send('TODAY_SUMMARY');
    for (const socket of others) await socket.next('TODAY_SUMMARY');
  });

  test('log-out: ERROR and close within 2 s on every gateway; sockets of another log-in stay', async () => {
    const { teacher } = await openClassicHall(rollcall, 1);
    const sockets = await openSockets(rollcall, teacher.token, 4);
    const other = await openSocket(rollcall, await logIn(rollcall, teacher));
    await logOut(rollcall, teacher.token);
    const loggedOutAtMs = performance.now();
    for (const socket of sockets) expect(await socket.next('ERROR')).toEqual(BAD_TOKEN);
    await Promise.all(sockets.map((socket) => socket.closed));
    expect(performance.now() - loggedOutAtMs).toBeLessThan(CUT_OFF_MS);
    other.send('TODAY_SUMMARY');
    await other.next('TODAY_SUMMARY');
  });

  test('expiry: ERROR and close within 2 s', async () => {
    const token = await logInForMinutes(rollcall, await signUp(rollcall, 'student'));
    const expiresAtMs = claimsOf(token).exp * 1000;
    expect(expiresAtMs - Date.now()).toBeLessThanOrEqual(shortTokenSeconds * 1000);
    const sockets = await openSockets(rollcall, token, 2);
    for (const socket of sockets) {
      expect(await socket.next('ERROR')).toEqual(BAD_TOKEN);
      await socket.closed;
    }
    expect(Date.now()).toBeGreaterThanOrEqual(expiresAtMs);
    expect(Date.now() - expiresAtMs).toBeLessThan(CUT_OFF_MS);
  });
}

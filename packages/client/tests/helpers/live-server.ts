import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Change, Snapshot } from '@rollcall/contracts';
import { Server, type Socket } from 'socket.io';

export const SESSION = '65f0c0ffee65f0c0ffee65f0';
export const noOne = { present: 0, late: 0, absent: 0, excused: 0, total: 3 };

export const change = (studentId: string): Change => ({
  studentId,
  roundNumber: 1,
  status: 'present',
  verification: 'confirmed',
  method: 'qr',
  recordedAt: '2026-03-02T08:00:00.000Z',
});

export const studentId = (number: number) => number.toString(16).padStart(24, '0');

/** A Socket.IO server with one session whose truth the test sets; it lets everybody in who says "good". */
export async function startLiveServer() {
  const truth: Snapshot = {
    sessionId: SESSION,
    classId: SESSION,
    status: 'active',
    round: null,
    epoch: 'e1',
    seq: 0,
    marks: [],
    summary: noOne,
    qr: null,
  };
  const state = {
    truth,
    joins: 0,
    refusals: [] as { code: string; error: string }[],
    /** Runs between the request to join and its answer. */
    beforeAnswer: async (_socket: Socket) => {},
  };
  const http = createServer();
  const io = new Server(http, { transports: ['websocket'] });
  io.use((socket, next) => {
    if (socket.handshake.auth.token === 'good') next();
    else next(Object.assign(new Error('Unauthorized or invalid token'), { data: { code: 'socket_unauthorized' } }));
  });
  io.on('connection', (socket) => {
    socket.on('session:join', async (_request, answer) => {
      state.joins += 1;
      const refusal = state.refusals.shift();
      if (refusal) return answer({ ok: false, ...refusal });
      const data = structuredClone(state.truth);
      await state.beforeAnswer(socket);
      answer({ ok: true, data });
    });
    socket.on('session:leave', (_request, answer) => answer({ ok: true, data: {} }));
    socket.on('summary:get', (_request, answer) => answer({ ok: true, data: { present: 'many' } }));
    socket.on('attendance:mine', () => {});
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');

  /** A new mark: true at once, shown when `show`. */
  function mark(number: number, show = true) {
    const { truth } = state;
    truth.seq += 1;
    truth.marks.push(change(studentId(number)));
    truth.summary = { ...truth.summary, present: truth.marks.length };
    const { epoch, seq, summary } = truth;
    const frame = { sessionId: SESSION, epoch, fromSeq: seq, seq, changes: truth.marks.slice(-1), summary };
    if (show) io.emit('attendance:updated', frame);
    return frame;
  }

  return {
    io,
    state,
    mark,
    origin: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    close: () => io.close(),
  };
}

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Change, Snapshot } from '@rollcall/contracts';
import { Server, type Socket } from 'socket.io';

export const SESSION = '65f0c0ffee65f0c0ffee65f0';
export const OTHER_SESSION = '65f0c0ffee65f0c0ffee65f1';
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

export const round = { roundId: `${SESSION}.1`, roundNumber: 1, startsAt: '2026-03-02T08:00:00.000Z', endsAt: null };

export interface Refusal {
  code: string;
  error: string;
}
export const unauthorized: Refusal = { code: 'socket_unauthorized', error: 'Unauthorized or invalid token' };
export const tryAgain: Refusal = { code: 'try_again', error: 'One moment, please try again' };

/** A Socket.IO server whose sessions have one truth, which the test sets. It lets everybody in whose token begins with "good". */
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
    refusals: [] as Refusal[],
    /** The tokens of all handshakes, and of all renewals in place. */
    handshakes: [] as unknown[],
    renewals: [] as string[],
    /** Runs before a handshake is answered, and before a renewal is; what it returns is the refusal. */
    beforeHandshake: async (token: unknown): Promise<Refusal | undefined> =>
      String(token).startsWith('good') ? undefined : unauthorized,
    beforeRenewal: async (_token: string): Promise<Refusal | undefined> => undefined,
    expiresAt: '2999-01-01T00:00:00.000Z',
    /** Runs between the request to join and its answer. */
    beforeAnswer: async (_socket: Socket) => {},
  };
  const http = createServer();
  const io = new Server(http, { transports: ['websocket'] });
  io.use(async (socket, next) => {
    const { token } = socket.handshake.auth;
    state.handshakes.push(token);
    const refusal = await state.beforeHandshake(token);
    if (refusal) next(Object.assign(new Error(refusal.error), { data: { code: refusal.code } }));
    else next();
  });
  io.on('connection', (socket) => {
    socket.on('session:join', async ({ sessionId }, answer) => {
      state.joins += 1;
      const refusal = state.refusals.shift();
      if (refusal) return answer({ ok: false, ...refusal });
      const data = structuredClone({ ...state.truth, sessionId });
      await state.beforeAnswer(socket);
      answer({ ok: true, data });
    });
    socket.on('auth:refresh', async ({ token }, answer) => {
      state.renewals.push(token);
      const refusal = await state.beforeRenewal(token);
      answer(refusal ? { ok: false, ...refusal } : { ok: true, data: { expiresAt: state.expiresAt } });
    });
    socket.on('round:start', (_request, answer) => answer({ ok: true, data: round }));
    socket.on('round:end', (_request, answer) => answer({ ok: true, data: { ...round, endsAt: round.startsAt } }));
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

  /** Cuts every connection, without a word of goodbye. */
  function cut() {
    for (const socket of io.sockets.sockets.values()) socket.conn.close();
  }

  return {
    io,
    cut,
    state,
    mark,
    origin: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    close: () => io.close(),
  };
}

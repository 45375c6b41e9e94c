import { type Change, clientEvents, type QrCode, type Snapshot, type Summary, serverEvents } from '@rollcall/contracts';
import { expect, test } from 'vitest';
import { type Board, openBoard } from '../helpers/board.ts';
import { endSession, openHall, readCode, readRecords, scan, startWithCode } from '../helpers/hall.ts';
import type { Origin } from '../helpers/http.ts';
import { type Person, signUp } from '../helpers/people.ts';

interface Updated {
  sessionId: string;
  epoch: string;
  fromSeq: number;
  seq: number;
  changes: Change[];
  summary: Summary;
}

/** The updates after a snapshot until `count` students are present; each must follow on the one before. */
async function followUntil(board: Board, snapshot: Snapshot, count: number): Promise<Updated[]> {
  const updates: Updated[] = [];
  let seq = snapshot.seq;
  for (;;) {
    const update = await board.next<Updated>('attendance:updated');
    expect(serverEvents['attendance:updated'].parse(update)).toEqual(update);
    expect(update).toMatchObject({ sessionId: snapshot.sessionId, epoch: snapshot.epoch, fromSeq: seq + 1 });
    expect(update.seq).toBeGreaterThanOrEqual(update.fromSeq);
    seq = update.seq;
    updates.push(update);
    if (update.summary.present === count) return updates;
  }
}

export function boardTests(rollcall: Origin): void {
  test('a board gets a snapshot, then every mark once and in order, then the end', async () => {
    const hall = await openHall(rollcall, 12);
    const session = await startWithCode(rollcall, hall);
    const boards = await Promise.all(Array.from({ length: 4 }, () => openBoard(rollcall, hall.teacher.token)));
    const snapshots = await Promise.all(boards.map((board) => board.join(session._id)));
    const { token } = await readCode(rollcall, hall, session._id);
    await Promise.all(hall.students.slice(0, 10).map((student) => scan(rollcall, student, token)));
    for (const [index, board] of boards.entries()) {
      const snapshot = snapshots[index] as Snapshot;
      expect(clientEvents['session:join'].response.parse(snapshot)).toEqual(snapshot);
      expect(snapshot).toMatchObject({ status: 'active', marks: [], summary: { present: 0, total: 12 } });
      const updates = await followUntil(board, snapshot, 10);
      const shown = updates.flatMap(({ changes }) => changes.map(({ studentId }) => studentId));
      expect(shown.sort()).toEqual(
        hall.students
          .slice(0, 10)
          .map(({ _id }) => _id)
          .sort(),
      );
    }
    const late = await openBoard(rollcall, hall.teacher.token);
    const records = await readRecords(rollcall, hall, session._id);
    const marks = (await late.join(session._id)).marks.map(({ studentId, status }) => ({ studentId, status }));
    expect(marks).toHaveLength(10);
    expect(marks).toEqual(expect.arrayContaining(records.map(({ studentId, status }) => ({ studentId, status }))));

    const { endedAt } = await endSession(rollcall, hall, session._id);
    const summary = { totalRounds: 1, attendanceCount: 10, present: 10, late: 0, absent: 2, excused: 0, total: 12 };
    for (const board of boards) {
      expect(await board.next('session:ended')).toEqual({ sessionId: session._id, endedAt, summary });
      expect(board.received('session:ended')).toHaveLength(1);
    }
  });

  test('round:qr-updated goes to teachers alone, and shows what GET qr shows', async () => {
    const hall = await openHall(rollcall, 2);
    const session = await startWithCode(rollcall, hall);
    const board = await openBoard(rollcall, hall.teacher.token);
    const seats = await Promise.all([0, 1].map(() => openBoard(rollcall, hall.students[0].token)));
    expect((await board.join(session._id)).qr).toMatchObject({ sessionId: session._id });
    for (const seat of seats) expect((await seat.join(session._id)).qr).toBeNull();
    const shown = await board.next<QrCode>('round:qr-updated');
    expect(serverEvents['round:qr-updated'].parse(shown)).toEqual(shown);
    const read = await readCode(rollcall, hall, session._id);
    const shownTokens = () => (board.received('round:qr-updated') as QrCode[]).map(({ token }) => token);
    await expect.poll(shownTokens).toContain(read.token);
    expect((await scan(rollcall, hall.students[0], read.token)).status).toBe(200);
    for (const seat of seats) {
      await seat.next('attendance:updated');
      expect(seat.received('round:qr-updated')).toEqual([]);
    }
  });

  test('a student sees the summary and only the own changes and marks', async () => {
    const hall = await openHall(rollcall, 3);
    const [own, early, late] = hall.students as [Person, Person, Person];
    const session = await startWithCode(rollcall, hall);
    const seat = await openBoard(rollcall, own.token);
    const { token } = await readCode(rollcall, hall, session._id);
    await scan(rollcall, early, token);
    expect((await seat.join(session._id)).marks).toEqual([]);
    await scan(rollcall, late, token);
    await scan(rollcall, own, token);
    const changes: Change[] = [];
    for (let present = 0; present < 3 || changes.length === 0; ) {
      const update = await seat.next<Updated>('attendance:updated');
      changes.push(...update.changes);
      present = update.summary.present;
    }
    expect(changes).toMatchObject([{ studentId: own._id, status: 'present' }]);
    expect((await seat.join(session._id)).marks).toMatchObject([{ studentId: own._id }]);
  });

  test('session:started tells the people of the class, wherever they are connected', async () => {
    const hall = await openHall(rollcall, 1);
    const connected = await Promise.all(
      [hall.teacher, hall.teacher, hall.students[0], hall.students[0]].map(({ token }) => openBoard(rollcall, token)),
    );
    const { _id: sessionId, classId, startedAt } = await startWithCode(rollcall, hall);
    for (const board of connected) {
      expect(await board.next('session:started')).toEqual({ sessionId, classId, startedAt });
    }
  });

  test('marks by hand: acknowledged, on the board, in the records; students and strangers are refused', async () => {
    const hall = await openHall(rollcall, 2);
    const { _id: sessionId } = await startWithCode(rollcall, hall);
    const board = await openBoard(rollcall, hall.teacher.token);
    const snapshot = await board.join(sessionId);
    const request = { sessionId, studentId: hall.students[0]._id, status: 'late' };
    expect(await board.ask('attendance:mark', request)).toEqual({ ok: true, data: request });
    expect(await board.next('attendance:updated')).toMatchObject({
      fromSeq: snapshot.seq + 1,
      changes: [{ studentId: hall.students[0]._id, status: 'late', method: 'manual' }],
    });
    const seat = await openBoard(rollcall, hall.students[0].token);
    expect(await seat.ask('attendance:mark', request)).toMatchObject({ ok: false });
    expect(await seat.ask('session:end', { sessionId })).toMatchObject({ ok: false });
    expect(await seat.ask('attendance:mine', { sessionId })).toEqual({ ok: true, data: { sessionId, status: 'late' } });
    const stranger = await openBoard(rollcall, (await signUp(rollcall, 'teacher')).token);
    expect(await stranger.ask('attendance:mark', request)).toMatchObject({ ok: false });
    expect(await board.ask('summary:get', { sessionId })).toEqual({
      ok: true,
      data: { present: 0, late: 1, absent: 0, excused: 0, total: 2 },
    });
    expect(await readRecords(rollcall, hall, sessionId)).toMatchObject([{ status: 'late', method: 'manual' }]);
  });

  test('joining: refused for people outside the class, unknown sessions and other shapes; never without an answer', async () => {
    const hall = await openHall(rollcall, 1);
    const { _id: sessionId } = await startWithCode(rollcall, hall);
    const board = await openBoard(rollcall, hall.teacher.token);
    await board.join(sessionId);
    const strangers = [await signUp(rollcall, 'teacher'), await signUp(rollcall, 'student')];
    const outside = await Promise.all(strangers.map(({ token }) => openBoard(rollcall, token)));
    const refused = { ok: false, error: expect.any(String), code: expect.any(String) };
    for (const one of outside) expect(await one.ask('session:join', { sessionId })).toEqual(refused);
    await scan(rollcall, hall.students[0], (await readCode(rollcall, hall, sessionId)).token);
    await board.next('attendance:updated');
    for (const one of outside) expect(one.received('attendance:updated')).toEqual([]);
    for (const request of [
      {},
      { sessionId: 7 },
      { sessionId: { $ne: '' } },
      { sessionId: 'ffffffffffffffffffffffff' },
    ]) {
      expect(await board.ask('session:join', request)).toMatchObject({ ok: false });
    }
    expect(await board.ask('session:leave', { sessionId })).toEqual({ ok: true, data: {} });
  });

  test('a connection without a good token is refused', async () => {
    for (const token of ['', 'nonsense', '..']) await expect(openBoard(rollcall, token)).rejects.toThrow();
  });
}

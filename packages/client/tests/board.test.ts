import type { Change, Snapshot } from '@rollcall/contracts';
import { describe, expect, test } from 'vitest';
import { applyQr, applyUpdate, boardFrom, type UpdateFrame } from '../src/live/board.ts';

const sessionId = '65f0c0ffee65f0c0ffee65f0';
const zero = { present: 0, late: 0, absent: 0, excused: 0, total: 3 };

const change = (studentId: string, status: Change['status'] = 'present', roundNumber = 1): Change => ({
  studentId,
  roundNumber,
  status,
  verification: 'confirmed',
  method: 'qr',
  recordedAt: '2026-03-02T08:00:00.000Z',
});

const snapshot = (parts: Partial<Snapshot> = {}): Snapshot => ({
  sessionId,
  classId: sessionId,
  status: 'active',
  round: null,
  epoch: 'e1',
  seq: 5,
  marks: [],
  summary: zero,
  qr: null,
  ...parts,
});

const frame = (fromSeq: number, seq: number, changes: Change[], epoch = 'e1'): UpdateFrame => ({
  sessionId,
  epoch,
  fromSeq,
  seq,
  changes,
  summary: { ...zero, present: seq },
});

const statuses = (board: ReturnType<typeof boardFrom> | undefined) =>
  Object.fromEntries([...(board?.marks ?? [])].map(([id, { status }]) => [id, status]));

describe('a board', () => {
  test('is the snapshot', () => {
    const board = boardFrom(
      snapshot({ marks: [change('a'), change('b', 'late')], summary: { ...zero, present: 1, late: 1 } }),
    );
    expect(statuses(board)).toEqual({ a: 'present', b: 'late' });
    expect(board).toMatchObject({ epoch: 'e1', seq: 5, summary: { present: 1, late: 1 } });
  });

  test('takes the next frame: marks, summary and seq', () => {
    const board = applyUpdate(
      boardFrom(snapshot({ marks: [change('a', 'absent')] })),
      frame(6, 8, [change('a'), change('b')]),
    );
    expect(statuses(board)).toEqual({ a: 'present', b: 'present' });
    expect(board).toMatchObject({ seq: 8, summary: { present: 8 } });
  });

  test.each([
    ['older', 1, 3],
    ['last', 5, 5],
  ])('stays the same for the %s frame that is in the snapshot', (_, fromSeq, seq) => {
    const board = boardFrom(snapshot({ marks: [change('a')] }));
    expect(applyUpdate(board, frame(fromSeq, seq, [change('a', 'absent')]))).toBe(board);
  });

  test('takes a frame that begins in the snapshot and ends after it', () => {
    expect(applyUpdate(boardFrom(snapshot()), frame(3, 7, [change('a')]))).toMatchObject({ seq: 7 });
  });

  test('needs a snapshot after a gap', () => {
    expect(applyUpdate(boardFrom(snapshot()), frame(7, 7, [change('a')]))).toBeUndefined();
  });

  test('needs a snapshot when a new epoch begins, whatever its seq', () => {
    for (const seq of [1, 5, 6]) {
      expect(applyUpdate(boardFrom(snapshot()), frame(seq, seq, [change('a')], 'e2'))).toBeUndefined();
    }
  });

  test('does not change the board it came from', () => {
    const before = boardFrom(snapshot());
    applyUpdate(before, frame(6, 6, [change('a')]));
    expect([...before.marks]).toEqual([]);
  });

  test('shows of each student the latest round', () => {
    const board = boardFrom(snapshot({ marks: [change('a', 'absent', 2)] }));
    expect(statuses(applyUpdate(board, frame(6, 6, [change('a', 'present', 1)])))).toEqual({ a: 'absent' });
    expect(statuses(applyUpdate(board, frame(6, 6, [change('a', 'late', 3)])))).toEqual({ a: 'late' });
  });

  test('leaves out who was marked in a round before its own', () => {
    const round = { roundId: `${sessionId}.2`, roundNumber: 2, startsAt: '2026-03-02T08:00:00.000Z', endsAt: null };
    const board = boardFrom(snapshot({ round }));
    expect(statuses(applyUpdate(board, frame(6, 6, [change('a', 'present', 1), change('b', 'late', 2)])))).toEqual({
      b: 'late',
    });
  });
});

describe('the code on the wall', () => {
  const qr = (token: string, issuedAt: string, slot = 0, roundId = 'r') => ({
    sessionId,
    roundId,
    slot,
    token,
    code: null,
    issuedAt,
    expiresAt: '2026-03-02T09:00:00.000Z',
  });

  test('is replaced by a newer one only', () => {
    const first = applyQr(boardFrom(snapshot()), qr('A', '2026-03-02T08:00:10.000Z'));
    expect(first.qr?.token).toBe('A');
    expect(applyQr(first, qr('old', '2026-03-02T08:00:05.000Z'))).toBe(first);
    expect(applyQr(first, qr('B', '2026-03-02T08:00:20.000Z')).qr?.token).toBe('B');
  });

  test('is one of several, each in its slot, until another round begins with an empty wall', () => {
    const tokens = (board: { codes?: { token: string }[] | undefined }) => board.codes?.map(({ token }) => token);
    const first = applyQr(boardFrom(snapshot()), qr('B', '2026-03-02T08:00:10.000Z', 1));
    const both = applyQr(first, qr('A', '2026-03-02T08:00:05.000Z', 0));
    expect(tokens(both)).toEqual(['A', 'B']);
    expect(both.qr?.token).toBe('A');
    expect(tokens(applyQr(both, qr('C', '2026-03-02T08:00:20.000Z', 1)))).toEqual(['A', 'C']);
    expect(tokens(applyQr(both, qr('D', '2026-03-02T08:00:30.000Z', 0, 'next')))).toEqual(['D']);
  });
});

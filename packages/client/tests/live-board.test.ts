import type { Snapshot } from '@rollcall/contracts';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createBoardKeeper } from '../src/live/live-board.ts';
import { RollcallError } from '../src/rollcall-error.ts';
import { noOne, SESSION } from './helpers/live-server.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const snapshot = (epoch: string, seq: number) => ({
  sessionId: SESSION,
  classId: SESSION,
  status: 'active' as const,
  round: null,
  epoch,
  seq,
  marks: [],
  summary: noOne,
  qr: null,
});
const frame = (epoch: string, seq: number) => ({
  sessionId: SESSION,
  epoch,
  fromSeq: seq,
  seq,
  changes: [],
  summary: noOne,
});
const aMinute = () => vi.advanceTimersByTimeAsync(60_000);

test('forgets a frame of an epoch that is over after three snapshots without it', async () => {
  const takeSnapshot = vi.fn(async () => snapshot('e2', 5));
  const board = createBoardKeeper(snapshot('e2', 4), takeSnapshot);
  board.update(frame('e1', 9));
  await aMinute();
  expect(takeSnapshot).toHaveBeenCalledTimes(3);
  board.update(frame('e2', 6));
  expect(board.state.seq).toBe(6);
  await aMinute();
  expect(takeSnapshot).toHaveBeenCalledTimes(3);
});

test('asks again, less and less often, until a snapshot can be had', async () => {
  let calls = 0;
  const takeSnapshot = async () => {
    calls += 1;
    if (calls < 6) throw new RollcallError({ code: 'try_again' });
    return snapshot('e1', 9);
  };
  const board = createBoardKeeper(snapshot('e1', 4), takeSnapshot);
  board.update(frame('e1', 9));
  await aMinute();
  expect([calls, board.state.seq]).toEqual([6, 9]);
});

test('asks at once after a reconnection, also in the middle of a pause', async () => {
  const takeSnapshot = vi.fn(async () => snapshot('e1', 9));
  takeSnapshot.mockRejectedValueOnce(new RollcallError({ code: 'try_again', retryAfterSeconds: 20 }));
  const board = createBoardKeeper(snapshot('e1', 4), takeSnapshot);
  board.refresh('now');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(board.state.seq).toBe(4);
  board.refresh('now');
  await vi.advanceTimersByTimeAsync(0);
  expect(board.state.seq).toBe(9);
});

test.each([
  ['a teacher at once', 'soon', true, [0, 0]],
  ['1,500 students of an end within 7.5 s', 'soon', false, [5_000, 7_500]],
  ['1,500 students after a reconnection within a second', 'now', false, [500, 1_000]],
] as const)('asks for %s', async (_, when, isTeacher, [least, most]) => {
  const asked: number[] = [];
  const startedAtMs = Date.now();
  const qr = { sessionId: SESSION, roundId: 'r', slot: 0, token: 'T', code: null, issuedAt: '', expiresAt: '' };
  const first = { ...snapshot('e1', 4), summary: { ...noOne, total: 1_500 }, qr: isTeacher ? qr : null };
  for (let board = 0; board < 200; board += 1) {
    const takeSnapshot = async () => {
      asked.push(Date.now() - startedAtMs);
      return first;
    };
    createBoardKeeper(first, takeSnapshot).refresh(when);
  }
  await aMinute();
  expect(asked).toHaveLength(200);
  expect(Math.max(...asked)).toBeGreaterThanOrEqual(least);
  expect(Math.max(...asked)).toBeLessThanOrEqual(most + 1);
});

test('asks no more after it was closed', async () => {
  const takeSnapshot = vi.fn(async () => snapshot('e1', 9));
  const board = createBoardKeeper(snapshot('e1', 4), takeSnapshot);
  board.update(frame('e1', 9));
  board.close();
  await aMinute();
  expect(takeSnapshot).not.toHaveBeenCalled();
});

test('takes no frame of a living epoch once the session has ended', async () => {
  const takeSnapshot = vi.fn(async () => snapshot('e1', 9));
  const board = createBoardKeeper({ ...snapshot('ended', 0), status: 'ended' }, takeSnapshot);
  board.update(frame('e1', 9));
  await aMinute();
  expect(takeSnapshot).not.toHaveBeenCalled();
});

describe('a board is stale', () => {
  const since = Date.parse('2026-03-02T08:00:00.000Z');

  function keep(takeSnapshot: () => Promise<Snapshot>, first = snapshot('e1', 4)) {
    vi.setSystemTime(since);
    const board = createBoardKeeper(first, takeSnapshot);
    const told: (number | undefined)[] = [];
    board.onStale((sinceMs) => told.push(sinceMs));
    return { board, told };
  }

  test('from an interruption on, until the snapshot after it', async () => {
    const held = Promise.withResolvers<Snapshot>();
    const { board, told } = keep(() => held.promise);
    expect(board.staleSinceMs).toBeUndefined();
    board.interrupt();
    await vi.advanceTimersByTimeAsync(3_000);
    board.interrupt();
    board.refresh('now');
    await vi.advanceTimersByTimeAsync(1_000);
    expect([board.staleSinceMs, told]).toEqual([since, [since]]);
    held.resolve(snapshot('e1', 9));
    await vi.advanceTimersByTimeAsync(0);
    expect([board.staleSinceMs, told]).toEqual([undefined, [since, undefined]]);
  });

  test.each([
    ['e1', 7],
    ['e2', 1],
  ])('while frames before %s/%i are missing, two seconds at most', async (epoch, seq) => {
    const { board, told } = keep(async () => snapshot(epoch, seq));
    board.update(frame(epoch, seq));
    expect(board.staleSinceMs).toBe(since);
    await vi.advanceTimersByTimeAsync(2_000);
    expect([told, board.state.seq, board.state.epoch]).toEqual([[since, undefined], seq, epoch]);
  });

  test('no more when the frame that was missing came late', async () => {
    const takeSnapshot = vi.fn(async () => snapshot('e1', 6));
    const { board, told } = keep(takeSnapshot);
    board.update(frame('e1', 6));
    board.update(frame('e1', 5));
    await vi.advanceTimersByTimeAsync(2_000);
    expect([told, board.state.seq]).toEqual([[since, undefined], 6]);
    expect(takeSnapshot).not.toHaveBeenCalled();
  });

  test('not because a round begins', async () => {
    const { board, told } = keep(async () => snapshot('e1', 4));
    board.refresh('soon');
    await aMinute();
    expect(told).toEqual([]);
  });

  test('for good once it is left', () => {
    const { board, told } = keep(async () => snapshot('e1', 4));
    board.close();
    expect([board.staleSinceMs, told]).toEqual([since, [since]]);
  });
});

test('1,500 students who miss the same frame ask within two seconds, and not in the same instant', async () => {
  const asked: number[] = [];
  const startedAtMs = Date.now();
  const first = { ...snapshot('e1', 4), summary: { ...noOne, total: 1_500 } };
  for (let board = 0; board < 200; board += 1) {
    const takeSnapshot = async () => {
      asked.push(Date.now() - startedAtMs);
      return snapshot('e1', 9);
    };
    createBoardKeeper(first, takeSnapshot).update(frame('e1', 9));
  }
  await aMinute();
  expect(asked).toHaveLength(200);
  expect(Math.max(...asked)).toBeGreaterThan(600);
  expect(Math.max(...asked)).toBeLessThanOrEqual(1_101);
});

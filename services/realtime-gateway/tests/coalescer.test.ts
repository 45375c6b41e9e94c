import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Coalescer, type Update } from '../src/rooms/coalescer.ts';
import { updated } from './frames.ts';
import { newId } from './stand-ins/ids.ts';

const sessionId = newId();
let frames: Update[];
let coalescer: Coalescer;

beforeEach(() => {
  vi.useFakeTimers();
  frames = [];
  coalescer = new Coalescer(100, (frame) => frames.push(frame));
});
afterEach(() => void vi.useRealTimers());

const add = (seq: number, epoch?: string) => coalescer.add(updated(sessionId, seq, newId(), epoch).data);
const ranges = () =>
  frames.map(({ epoch, fromSeq, seq }) => (epoch === 'epoch-1' ? [fromSeq, seq] : [fromSeq, seq, epoch]));

it('shows the first update at once and merges what follows within the interval', () => {
  for (const seq of [1, 2, 3, 4]) add(seq);
  expect(ranges()).toEqual([[1, 1]]);
  vi.advanceTimersByTime(99);
  expect(ranges()).toEqual([[1, 1]]);
  vi.advanceTimersByTime(1);
  expect(ranges()).toEqual([
    [1, 1],
    [2, 4],
  ]);
  expect(frames[1]?.changes).toHaveLength(3);
  expect(frames[1]?.summary.present).toBe(4);
});

it('shows at most ten frames in a second, whatever comes', () => {
  for (let seq = 1; seq <= 1_000; seq += 1) {
    add(seq);
    vi.advanceTimersByTime(1);
  }
  expect(frames.length).toBeLessThanOrEqual(11);
  coalescer.flush();
  expect(ranges().map(([from]) => from)).toEqual([
    1,
    ...ranges()
      .slice(0, -1)
      .map(([, seq]) => Number(seq) + 1),
  ]);
  expect(frames.at(-1)?.seq).toBe(1_000);
});

it('is at once again after a quiet interval', () => {
  add(1);
  vi.advanceTimersByTime(250);
  add(2);
  expect(ranges()).toEqual([
    [1, 1],
    [2, 2],
  ]);
});

it('keeps the latest of several changes of one student', () => {
  const studentId = newId();
  add(1);
  coalescer.add(updated(sessionId, 2, studentId).data);
  coalescer.add(updated(sessionId, 3, studentId).data);
  vi.advanceTimersByTime(100);
  expect(frames[1]?.changes).toHaveLength(1);
});

it('puts updates that overtook others back in order', () => {
  for (const seq of [1, 4, 3, 2, 6, 5]) add(seq);
  vi.advanceTimersByTime(100);
  expect(ranges()).toEqual([
    [1, 1],
    [2, 6],
  ]);
});

it('shows a gap when the missing update does not come, and drops it when it comes too late', () => {
  for (const seq of [1, 2, 4, 5]) add(seq);
  vi.advanceTimersByTime(100);
  expect(ranges()).toEqual([
    [1, 1],
    [2, 2],
  ]);
  vi.advanceTimersByTime(100);
  expect(ranges().at(-1)).toEqual([4, 5]);
  add(3);
  vi.advanceTimersByTime(200);
  expect(ranges()).toHaveLength(3);
});

it('does not show an update twice', () => {
  for (const seq of [1, 2, 1, 2]) add(seq);
  vi.advanceTimersByTime(200);
  expect(ranges()).toEqual([
    [1, 1],
    [2, 2],
  ]);
});

it('shows what it has and starts anew with a new epoch', () => {
  for (const seq of [1, 2, 3]) add(seq);
  add(1, 'epoch-2');
  add(2, 'epoch-2');
  vi.advanceTimersByTime(100);
  expect(ranges()).toEqual([
    [1, 1],
    [2, 3],
    [1, 2, 'epoch-2'],
  ]);
});

it('flushes all it has, gaps included', () => {
  for (const seq of [1, 2, 5]) add(seq);
  coalescer.flush();
  expect(ranges()).toEqual([
    [1, 1],
    [2, 2],
    [5, 5],
  ]);
});

it('waits for the first update after a snapshot when the second one overtakes it', () => {
  coalescer.expectAfter({ epoch: 'epoch-1', seq: 0 });
  add(2);
  add(1);
  vi.advanceTimersByTime(100);
  expect(ranges()).toEqual([[1, 2]]);
});

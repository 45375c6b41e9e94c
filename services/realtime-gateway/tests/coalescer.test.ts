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

it('begins a frame for one person after the last one that all were shown', () => {
  const startOf = (seq: number, epoch?: string) => coalescer.startOf(updated(sessionId, seq, newId(), epoch).data);
  expect(startOf(1)).toBe(1);
  for (const seq of [1, 2, 3]) add(seq);
  expect(startOf(4)).toBe(2);
  expect(startOf(4, 'epoch-2')).toBe(4);
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createEndedSessions, type EndedPage } from '../src/tokens/ended-sessions.ts';
import { silent, stoppedClock } from './helpers.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp() {
  const clock = stoppedClock();
  const forgetAtMs = clock.now() + 60_000;
  const page = (sessionIds: string[], change: Partial<EndedPage> = {}): EndedPage => ({
    ended: sessionIds.map((sessionId) => ({ sessionId, forgetAtMs })),
    nowMs: clock.now(),
    more: false,
    ...change,
  });
  const endedSince = vi.fn(async (_: number) => page([]));
  const isSessionActive = vi.fn(async (sessionId: string) => sessionId === 'active');
  const sessions = createEndedSessions(clock, { endedSince, isSessionActive }, silent);
  return { clock, forgetAtMs, page, endedSince, isSessionActive, sessions };
}

test('before it was told everything it asks for each session', async () => {
  const { sessions, isSessionActive } = setUp();
  expect(await sessions.hasEnded('active')).toBe(false);
  expect(await sessions.hasEnded('ended')).toBe(true);
  expect(isSessionActive).toHaveBeenCalledTimes(2);
});

test('after that it answers by itself', async () => {
  const { sessions, endedSince, page, isSessionActive } = setUp();
  endedSince.mockResolvedValueOnce(page(['ended']));
  await sessions.ask();
  expect([sessions.hasEnded('ended'), sessions.hasEnded('other')]).toEqual([true, false]);
  expect(isSessionActive).not.toHaveBeenCalled();
});

test('listeners hear of an ending once, told or asked for', async () => {
  const { sessions, endedSince, page, forgetAtMs } = setUp();
  const heard = vi.fn();
  sessions.onEnd(heard);
  sessions.add('told', forgetAtMs);
  sessions.add('told', forgetAtMs);
  endedSince.mockResolvedValue(page(['told', 'asked']));
  await sessions.ask();
  await sessions.ask();
  expect(heard.mock.calls).toEqual([['told'], ['asked']]);
});

test('it asks every five seconds, from ten seconds before the last answer', async () => {
  const { sessions, endedSince, clock } = setUp();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(endedSince.mock.calls).toEqual([[0], [clock.now() - 10_000]]);
  sessions.close();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(endedSince).toHaveBeenCalledTimes(2);
});

test('it takes all pages', async () => {
  const { sessions, endedSince, page, clock } = setUp();
  endedSince.mockResolvedValueOnce(page(['a'], { nowMs: 1_000, more: true }));
  endedSince.mockResolvedValueOnce(page(['b'], { nowMs: 2_000, more: true }));
  endedSince.mockResolvedValueOnce(page(['c']));
  await sessions.ask();
  expect(endedSince.mock.calls).toEqual([[0], [1_000], [2_000]]);
  expect(['a', 'b', 'c'].map((one) => sessions.hasEnded(one))).toEqual([true, true, true]);
  await sessions.ask();
  expect(endedSince).toHaveBeenLastCalledWith(clock.now() - 10_000);
});

test('pages that lead nowhere leave it in doubt instead of asking for ever', async () => {
  const { sessions, endedSince, page, isSessionActive } = setUp();
  endedSince.mockResolvedValue(page(['a'], { nowMs: 1_000, more: true }));
  await sessions.ask();
  expect(endedSince).toHaveBeenCalledTimes(2);
  await sessions.hasEnded('active');
  expect(isSessionActive).toHaveBeenCalled();
});

test('in doubt, and while asking fails, it asks for each session again', async () => {
  const { sessions, endedSince, isSessionActive } = setUp();
  await sessions.ask();
  sessions.doubt();
  await sessions.hasEnded('active');
  await sessions.ask();
  expect(sessions.hasEnded('active')).toBe(false);
  endedSince.mockRejectedValueOnce(new Error('away'));
  await sessions.ask();
  await sessions.hasEnded('active');
  expect(isSessionActive).toHaveBeenCalledTimes(2);
});

test('an answer to a question from before the doubt does not end it', async () => {
  const { sessions, endedSince, page, isSessionActive } = setUp();
  const { promise, resolve } = Promise.withResolvers<EndedPage>();
  endedSince.mockReturnValueOnce(promise);
  const asking = sessions.ask();
  sessions.doubt();
  resolve(page([]));
  await asking;
  await sessions.hasEnded('active');
  expect(isSessionActive).toHaveBeenCalledTimes(1);
});

test('an ending is forgotten when its tokens have expired', async () => {
  const { sessions, forgetAtMs, clock } = setUp();
  sessions.add('ended', forgetAtMs);
  await sessions.ask();
  expect(sessions.hasEnded('ended')).toBe(true);
  clock.advance(60_001);
  await sessions.ask();
  expect(sessions.hasEnded('ended')).toBe(false);
});

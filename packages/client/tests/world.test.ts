import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ownWorld } from '../src/live/world.ts';

const DAY_MS = 86_400_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a timer', () => {
  test('of two months runs out after two months, not at once', () => {
    const call = vi.fn();
    ownWorld.after(60 * DAY_MS, call);
    vi.advanceTimersByTime(60 * DAY_MS - 1);
    expect(call).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(call).toHaveBeenCalledTimes(1);
  });

  test('can be stopped, also in its second month', () => {
    const call = vi.fn();
    const stop = ownWorld.after(60 * DAY_MS, call);
    vi.advanceTimersByTime(40 * DAY_MS);
    stop();
    vi.advanceTimersByTime(40 * DAY_MS);
    expect([call.mock.calls, vi.getTimerCount()]).toEqual([[], 0]);
  });

  test('whose time is over runs out at once', () => {
    const call = vi.fn();
    ownWorld.after(-5, call);
    vi.advanceTimersByTime(0);
    expect(call).toHaveBeenCalledTimes(1);
  });
});

describe('waking', () => {
  test('is noticed when a timer was late, and not while all are in time', () => {
    const call = vi.fn();
    const stop = ownWorld.onWake(call);
    vi.advanceTimersByTime(120_000);
    expect(call).not.toHaveBeenCalled();
    vi.setSystemTime(Date.now() + 60_000);
    vi.advanceTimersByTime(5_000);
    expect(call).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(60_000);
    expect(call).toHaveBeenCalledTimes(1);
    stop();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('is what a window says about the network, until nobody listens', () => {
    const window = new EventTarget();
    vi.stubGlobal('addEventListener', window.addEventListener.bind(window));
    vi.stubGlobal('removeEventListener', window.removeEventListener.bind(window));
    const call = vi.fn();
    const stop = ownWorld.onWake(call);
    for (const event of ['online', 'offline', 'focus']) window.dispatchEvent(new Event(event));
    expect(call).toHaveBeenCalledTimes(2);
    stop();
    window.dispatchEvent(new Event('online'));
    expect(call).toHaveBeenCalledTimes(2);
  });
});

import { expect, test } from 'vitest';
import { afterGone, readReviewKey, step } from '../../../page/src/review/keys.ts';

const press = (key: string, more = {}) =>
  readReviewKey({ key, ctrlKey: false, metaKey: false, altKey: false, ...more });

test('C confirms, R rejects, arrows move; the keys of the browser are left to it', () => {
  expect(['c', 'R', 'ArrowDown', 'ArrowUp', 'x'].map((key) => press(key))).toEqual([
    'confirm',
    'reject',
    'next',
    'previous',
    undefined,
  ]);
  expect(press('r', { ctrlKey: true })).toBeUndefined();
});

test('arrows stay within the list, and begin with the first', () => {
  expect(step(['a', 'b'], undefined, 1)).toBe('a');
  expect(step(['a', 'b'], 'a', 1)).toBe('b');
  expect(step(['a', 'b'], 'b', 1)).toBe('b');
  expect(step(['a', 'b'], 'a', -1)).toBe('a');
  expect(step([], 'a', 1)).toBeUndefined();
});

test('what takes the place of a decided one is next, at the end the last', () => {
  expect(afterGone(['a', 'b', 'c'], ['a', 'c'], 'b')).toBe('c');
  expect(afterGone(['a', 'b'], ['a'], 'b')).toBe('a');
  expect(afterGone(['a'], [], 'a')).toBeUndefined();
});

import { expect, test } from 'vitest';
import { readKey } from '../../../page/src/board/keys.ts';

const press = (key: string, more = {}) => readKey({ key, ctrlKey: false, metaKey: false, altKey: false, ...more });

test('letters mark, in either case', () => {
  expect(['p', 'L', 'a', 'E'].map((key) => press(key))).toEqual(
    ['present', 'late', 'absent', 'excused'].map((status) => ({ act: 'mark', status })),
  );
});

test('arrows move, Z undoes, / searches, ? shows the keys', () => {
  expect(press('ArrowUp')).toEqual({ act: 'move', arrow: 'ArrowUp' });
  expect(['z', '/', '?', 'Escape'].map((key) => press(key)?.act)).toEqual(['undo', 'search', 'help', 'leave']);
});

test('keys of the browser are left to it', () => {
  expect(press('a', { ctrlKey: true })).toBeUndefined();
  expect(press('ArrowLeft', { altKey: true })).toBeUndefined();
  expect(press('l', { metaKey: true })).toBeUndefined();
  expect(press('q')).toBeUndefined();
});

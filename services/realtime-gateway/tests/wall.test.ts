import { expect, it } from 'vitest';
import { Wall } from '../src/rooms/wall.ts';
import { newId } from './stand-ins/ids.ts';

const sessionId = newId();
const code = (round: number, slot: number, second: number) => {
  const at = new Date(Date.parse('2026-03-02T08:00:00.000Z') + second * 1_000).toISOString();
  const token = `${round}.${slot}.${second}`;
  return { sessionId, roundId: `${sessionId}.${round}`, slot, token, code: null, issuedAt: at, expiresAt: at };
};
const tokens = (wall: Wall) => wall.codes.map(({ token }) => token);

it('holds the newest code of each slot, by slot', () => {
  const wall = new Wall();
  expect([code(1, 3, 1), code(1, 0, 2), code(1, 3, 4)].map((one) => wall.put(one))).toEqual([true, true, true]);
  expect(tokens(wall)).toEqual(['1.0.2', '1.3.4']);
});

it('takes neither an older code nor one that it has', () => {
  const wall = new Wall([code(1, 0, 5)]);
  expect(wall.put(code(1, 0, 4))).toBe(false);
  expect(wall.put(code(1, 0, 5))).toBe(false);
  expect(tokens(wall)).toEqual(['1.0.5']);
});

it('is empty when a new round begins, and no late code of the round before comes back', () => {
  const wall = new Wall([code(1, 0, 1), code(1, 1, 2)]);
  expect(wall.put(code(2, 0, 3))).toBe(true);
  expect(tokens(wall)).toEqual(['2.0.3']);
  expect(wall.put(code(1, 1, 2))).toBe(false);
  expect(tokens(wall)).toEqual(['2.0.3']);
});

import type { Board } from '@rollcall/client';
import type { Session } from '@rollcall/contracts';
import { expect, test } from 'vitest';
import { latestRound, phaseOf } from '../../../page/src/live/session-phase.ts';

const round = (roundNumber: number, endsAt: string | null = null) => ({
  roundId: `s.${roundNumber}`,
  roundNumber,
  startsAt: '2026-03-02T08:00:00.000Z',
  endsAt,
});
const ended = '2026-03-02T08:30:00.000Z';
const session = (status: string, ...rounds: object[]) => ({ status, rounds }) as unknown as Session;
const board = (status: string, shown: object | null) => ({ status, round: shown }) as unknown as Board;

test('a session is as far as the one of two sources that knows more', () => {
  expect(phaseOf(session('scheduled'), undefined)).toBe('before');
  expect(phaseOf(session('scheduled'), board('active', round(1)))).toBe('open');
  expect(phaseOf(session('active', round(1)), board('ended', round(1)))).toBe('over');
  expect(phaseOf(session('ended', round(1)), board('active', round(1)))).toBe('over');
  expect(phaseOf(session('closing', round(1)), undefined)).toBe('over');
  expect(phaseOf(session('cancelled'), board('active', round(1)))).toBe('cancelled');
});

test('between two rounds there is no code, whoever says so', () => {
  expect(phaseOf(session('active', round(1, ended)), board('active', round(1)))).toBe('between');
  expect(phaseOf(session('active', round(1)), board('active', round(1, ended)))).toBe('between');
  expect(phaseOf(session('active', round(1, ended)), board('active', round(2)))).toBe('open');
});

test('the latest round is the one of the higher number', () => {
  expect(latestRound(session('active', round(1), round(2)), board('active', round(1)))?.roundNumber).toBe(2);
  expect(latestRound(session('active', round(9)), board('active', round(10)))?.roundNumber).toBe(10);
});

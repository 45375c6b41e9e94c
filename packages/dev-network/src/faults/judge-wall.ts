import type { Finding } from './judge.ts';

/** Codes more or less than the period alone would give. */
const TOLERANCE = 2;

/** Whether the code on the wall changed about as often as its period says, in the time that it was looked at. */
export function judgeWall(codes: number, shownForMs: number, periodMs: number): Finding[] {
  const wanted = 1 + Math.floor(shownForMs / periodMs);
  const least = Math.max(Math.min(wanted, 2), wanted - TOLERANCE);
  if (codes >= least && codes <= wanted + TOLERANCE) return [];
  return [{ offence: 'wrong', what: `${codes} codes were shown in ${Math.round(shownForMs / 1000)} s` }];
}

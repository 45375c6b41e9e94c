import type { Board } from '@rollcall/client';
import type { QrCode } from '@rollcall/contracts';

/** A code dies after this many periods, and its grace, even when no other takes its place. */
const MAX_PERIODS = 3;

/** The codes of a board; undefined before it is known. */
export function codesOf(board: Board | undefined): QrCode[] | undefined {
  return board && (board.codes ?? (board.qr ? [board.qr] : []));
}

/** What is on the wall after news of all of it, from either of two sources: in each slot the latest code. */
export function newestCodes(shown: readonly QrCode[], news: readonly QrCode[]): readonly QrCode[] {
  const first = news[0];
  if (!first) return shown;
  const [round, roundBefore] = [roundOf(first), shown[0] ? roundOf(shown[0]) : 0];
  if (round !== roundBefore) return round > roundBefore ? news : shown;
  const next = news.map((code) => {
    const before = shown.find(({ slot }) => slot === code.slot);
    return before && before.issuedAt >= code.issuedAt ? before : code;
  });
  return next.length === shown.length && next.every((code, index) => code === shown[index]) ? shown : next;
}

/** `late` ms after its end a code should have been replaced by another. */
export function isOverdue({ expiresAt }: QrCode, nowMs: number, lateMs = 0): boolean {
  return nowMs > Date.parse(expiresAt) + lateMs;
}

/** A code that no scan is accepted with any more, for want of a successor. */
export function isDead({ issuedAt }: QrCode, nowMs: number, policy: { rotationSeconds: number; graceSeconds: number }) {
  return nowMs > Date.parse(issuedAt) + (MAX_PERIODS * policy.rotationSeconds + policy.graceSeconds) * 1000;
}

/** "K7M 2QX" */
export function inThrees(code: string): string {
  return code.replace(/(.{3})(?=.)/g, '$1 ');
}

function roundOf({ roundId }: QrCode): number {
  return Number(roundId.split('.')[1]);
}

/** From 1, when a code has just come, to 0, when its time is over. */
export function partLeft({ issuedAt, expiresAt }: QrCode, nowMs: number): number {
  const [start, end] = [Date.parse(issuedAt), Date.parse(expiresAt)];
  return Math.min(1, Math.max(0, (end - nowMs) / (end - start)));
}

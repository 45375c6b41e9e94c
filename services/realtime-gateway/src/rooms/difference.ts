import type { Change, SessionFrame } from '@rollcall/contracts';
import type { SessionState } from './session-state.ts';

/**
 * The frames that bring whoever has seen all up to `before` to `now`. Of a new epoch there is no difference: its frame
 * says that it has come.
 */
export function difference(before: SessionState, now: SessionState): SessionFrame[] {
  const beside = [...roundsBetween(before, now), ...newCodes(before, now)];
  const { sessionId, epoch, seq, summary } = now;
  const update = (fromSeq: number, changes: Change[]): SessionFrame => {
    const data = { sessionId, epoch, fromSeq, seq, changes, summary };
    return { audience: 'all', event: 'attendance:updated', data };
  };
  if (epoch !== before.epoch) return [...beside, update(seq, [])];
  return seq > before.seq ? [update(before.seq + 1, changesBetween(before, now)), ...beside] : beside;
}

function changesBetween(before: SessionState, now: SessionState): Change[] {
  return [...now.marks.values()].filter((change) => !isSame(before.marks.get(change.studentId), change));
}

function isSame(one: Change | undefined, other: Change): boolean {
  return (
    one?.roundNumber === other.roundNumber &&
    one.status === other.status &&
    one.verification === other.verification &&
    one.method === other.method &&
    one.recordedAt === other.recordedAt
  );
}

function roundsBetween({ round: before }: SessionState, { sessionId, round }: SessionState): SessionFrame[] {
  if (!round) return [];
  const ended = (which: { roundId: string; roundNumber: number }, endsAt: string): SessionFrame => {
    const { roundId, roundNumber } = which;
    return { audience: 'all', event: 'round:ended', data: { sessionId, roundId, roundNumber, endsAt } };
  };
  const frames: SessionFrame[] = [];
  const { roundId, roundNumber, startsAt, endsAt } = round;
  const isSameRound = before?.roundNumber === roundNumber;
  // A round ends with the start of the next, unless it was ended before.
  if (before && !before.endsAt && !isSameRound) frames.push(ended(before, startsAt));
  if (!isSameRound || (before.endsAt && !endsAt)) {
    const data = { sessionId, roundId, roundNumber, startsAt };
    frames.push({ audience: 'all', event: 'round:started', data });
  }
  if (endsAt && !(isSameRound && before.endsAt)) frames.push(ended(round, endsAt));
  return frames;
}

function newCodes(before: SessionState, now: SessionState): SessionFrame[] {
  const codes = now.wall.codes.filter((code) => !before.wall.has(code));
  return codes.map((data) => ({ audience: 'teachers', event: 'round:qr-updated', data }));
}

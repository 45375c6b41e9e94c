import type { Board } from '@rollcall/client';
import type { Change } from '@rollcall/contracts';

/**
 * The student's mark of the round that runs, or ran last; undefined while there is none. A mark of an earlier round says
 * nothing about this one.
 */
export function markOfRound({ marks, round }: Pick<Board, 'marks' | 'round'>, studentId: string): Change | undefined {
  const mark = marks.get(studentId);
  return mark && (round === null || mark.roundNumber === round.roundNumber) ? mark : undefined;
}

/** Whether a scan would count now. */
export function isOpen({ round, status }: Pick<Board, 'round' | 'status'>): boolean {
  return status === 'active' && round !== null && round.endsAt === null;
}

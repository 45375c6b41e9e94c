import type { Board } from '@rollcall/client';
import type { Session } from '@rollcall/contracts';

export type SessionPhase = 'before' | 'open' | 'between' | 'over' | 'cancelled';
type Round = Session['rounds'][number];

/** Where a session is, by what two sources know of it: the session as it was asked for, and the live board. Neither goes back. */
export function phaseOf(session: Session, board: Board | undefined): SessionPhase {
  const statuses = [session.status, board?.status];
  if (statuses.includes('cancelled')) return 'cancelled';
  if (statuses.includes('ended') || statuses.includes('closing')) return 'over';
  if (!statuses.includes('active')) return 'before';
  return latestRound(session, board)?.endsAt === null ? 'open' : 'between';
}

/** The round that runs, or ran last. */
export function latestRound(session: Session, board: Board | undefined): Round | undefined {
  const [asked, shown] = [session.rounds.at(-1), board?.round ?? undefined];
  if (!asked || !shown) return asked ?? shown;
  if (asked.roundNumber !== shown.roundNumber) return asked.roundNumber > shown.roundNumber ? asked : shown;
  return asked.endsAt ? asked : shown;
}

/** From when on a scan of a round is late, in ms since 1970. */
export function lateFromMs(round: Round, { lateAfterMinutes }: Session['policy']): number {
  return Date.parse(round.startsAt) + lateAfterMinutes * 60_000;
}

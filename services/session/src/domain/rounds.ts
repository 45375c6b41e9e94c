import type { SessionPolicy } from '@rollcall/contracts';

interface Round {
  roundNumber: number;
  startsAt: Date;
  endsAt: Date | null;
}

/** The number of the round that runs, or ran last; 0 before the first. */
export function lastRound(session: { rounds: { roundNumber: number }[] }): number {
  return session.rounds.at(-1)?.roundNumber ?? 0;
}

/** The round that runs. */
export function runningRound(session: { rounds: Round[] }): Round | undefined {
  const last = session.rounds.at(-1);
  return last?.endsAt === null ? last : undefined;
}

/** Who scans from this instant on is late, ms since the epoch. */
export function lateAtMs({ startsAt }: Pick<Round, 'startsAt'>, { lateAfterMinutes }: SessionPolicy): number {
  return startsAt.getTime() + lateAfterMinutes * 60_000;
}

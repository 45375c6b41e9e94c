/** The number of the round that runs, or ran last. */
export function lastRound(session: { rounds: { roundNumber: number }[] }): number {
  return session.rounds.at(-1)?.roundNumber ?? 0;
}

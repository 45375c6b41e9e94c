/** Whether a person has spoken about a record since it was made: what they said stands. */
export function isDecided({ recordedAt, history = [] }: { recordedAt: Date; history?: { at: Date }[] }): boolean {
  return history.some(({ at }) => at >= recordedAt);
}

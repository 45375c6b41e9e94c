/** The keys of a session's live state. The braces keep them on one node of a cluster. */
export function liveKeys(sessionId: string) {
  const prefix = `live:{${sessionId}}`;
  return {
    meta: `${prefix}:meta`,
    roster: `${prefix}:roster`,
    staging: `${prefix}:staging`,
    qr: `${prefix}:qr`,
    lock: `${prefix}:lock`,
    marks: (roundNumber: number) => `${prefix}:marks:${roundNumber}`,
  };
}

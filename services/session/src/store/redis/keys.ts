/** The keys of a session's live state. The braces keep them on one node of a cluster. */
export function liveKeys(sessionId: string) {
  const prefix = `live:{${sessionId}}`;
  return {
    meta: `${prefix}:meta`,
    roster: `${prefix}:roster`,
    /** Those who have a mark and are not on the roster: removed since. They count in the total. */
    outsiders: `${prefix}:outsiders`,
    /** Those who were removed a moment ago, for a roster that is being loaded. */
    left: `${prefix}:left`,
    staging: `${prefix}:staging`,
    stagedMarked: `${prefix}:staged-marked`,
    qr: `${prefix}:qr`,
    lock: `${prefix}:lock`,
    marks: (roundNumber: number) => `${prefix}:marks:${roundNumber}`,
  };
}

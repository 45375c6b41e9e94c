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
    /** What is shown: slot -> code. */
    wall: `${prefix}:wall`,
    /** What is good: hash of a token -> slot, until when, who used it. */
    codes: `${prefix}:codes`,
    /** Hashes of the last tokens, so that older ones are forgotten. */
    issued: `${prefix}:issued`,
    /** Student -> the bound device, while the policy asks for it. */
    devices: `${prefix}:devices`,
    /** Device -> the student whom it marked first, and whether it has marked others. */
    deviceUsers: `${prefix}:device-users`,
    lock: `${prefix}:lock`,
    marks: (roundNumber: number) => `${prefix}:marks:${roundNumber}`,
  };
}

/** Where a typed code leads: to the id of its session. Keyed by a hash, so that a copy of Redis shows no code. */
export function typedCodeKey(codeHash: string): string {
  return `code:${codeHash}`;
}

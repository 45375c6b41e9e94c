/** `<sessionId>.<round>.<studentId>`: unique by construction. */
export function recordId(sessionId: string, roundNumber: number, studentId: string): string {
  return `${sessionId}.${roundNumber}.${studentId}`;
}

/** `<sessionId>.<round>`. */
export function roundId(sessionId: string, roundNumber: number): string {
  return `${sessionId}.${roundNumber}`;
}

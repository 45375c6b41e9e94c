/** `<sessionId>.<round>.<studentId>`: unique by construction. */
export function recordId(sessionId: string, roundNumber: number, studentId: string): string {
  return `${sessionId}.${roundNumber}.${studentId}`;
}

/** `<sessionId>.<round>`. */
export function roundId(sessionId: string, roundNumber: number): string {
  return `${sessionId}.${roundNumber}`;
}

/** The parts of a round's id, as the contracts' pattern lets it through. */
export function readRoundId(text: string): { sessionId: string; roundNumber: number } {
  const [sessionId = '', roundNumber] = text.split('.');
  return { sessionId, roundNumber: Number(roundNumber) };
}

/** The parts of a record's id, likewise. */
export function readRecordId(text: string): { sessionId: string; roundNumber: number; studentId: string } {
  const [sessionId = '', roundNumber, studentId = ''] = text.split('.');
  return { sessionId, roundNumber: Number(roundNumber), studentId };
}

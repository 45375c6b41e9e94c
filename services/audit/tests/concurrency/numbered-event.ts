const hex = (number: number) => number.toString(16).padStart(24, '0');

/** The same event for the same number, in every process. */
export function numberedEvent(number: number) {
  const [sessionId, studentId] = [hex(number % 100), hex(1_000_000 + number)];
  return {
    name: 'attendanceReviewed' as const,
    id: `reviewed-${number}`,
    time: '2026-03-02T08:05:00.000Z',
    requestId: 'request-1',
    actor: { userId: hex(1), role: 'teacher' as const },
    data: {
      sessionId,
      classId: hex(2),
      recordId: `${sessionId}.1.${studentId}`,
      studentId,
      roundNumber: 1,
      status: 'present',
      verification: 'confirmed',
      why: `number ${number}`,
    },
  };
}

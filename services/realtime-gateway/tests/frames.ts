import type { SessionFrame } from '@rollcall/contracts';

type Updated = Extract<SessionFrame, { event: 'attendance:updated' }>;

/** The update number `seq` of a session: one student becomes present. */
export function updated(sessionId: string, seq: number, studentId: string, epoch = 'epoch-1'): Updated {
  return {
    audience: 'all',
    event: 'attendance:updated',
    data: {
      sessionId,
      epoch,
      fromSeq: seq,
      seq,
      changes: [
        {
          studentId,
          roundNumber: 1,
          status: 'present',
          verification: 'confirmed',
          method: 'qr',
          recordedAt: '2026-03-02T08:05:00.000Z',
        },
      ],
      summary: { present: seq, late: 0, absent: 0, excused: 0, total: 1_000 },
    },
  };
}

export function qrUpdated(sessionId: string): SessionFrame {
  const at = '2026-03-02T08:05:00.000Z';
  const code = { roundId: 'round-1', slot: 0, token: 'secret', code: null, issuedAt: at, expiresAt: at };
  return { audience: 'teachers', event: 'round:qr-updated', data: { sessionId, ...code } };
}

export function roundStarted(sessionId: string): SessionFrame {
  const round = { roundId: 'round-1', roundNumber: 1, startsAt: '2026-03-02T08:00:00.000Z' };
  return { audience: 'all', event: 'round:started', data: { sessionId, ...round } };
}

export function ended(sessionId: string): SessionFrame {
  const counts = { present: 1, late: 0, absent: 1, excused: 0, total: 2, totalRounds: 1, attendanceCount: 1 };
  return {
    audience: 'all',
    event: 'session:ended',
    data: { sessionId, endedAt: '2026-03-02T09:00:00.000Z', summary: counts },
  };
}

/** What happens in a session: each changes its state and returns the frame that says so, for the test to show or to lose. */
import type { AttendanceStatus, QrCode, SessionFrame } from '@rollcall/contracts';
import { newId } from './ids.ts';
import { type Session, summaryOf } from './session.ts';

let instants = Date.parse('2026-03-02T08:00:00.000Z');

function now(): string {
  instants += 1_000;
  return new Date(instants).toISOString();
}

export function mark(session: Session, studentId: string, status: AttendanceStatus = 'present'): SessionFrame {
  const roundNumber = session.round?.roundNumber ?? 1;
  const change = {
    studentId,
    roundNumber,
    status,
    verification: 'confirmed',
    method: 'qr',
    recordedAt: now(),
  } as const;
  session.marks.set(studentId, status);
  session.changes.set(studentId, change);
  session.seq += 1;
  const { sessionId, epoch, seq } = session;
  const data = { sessionId, epoch, fromSeq: seq, seq, changes: [change], summary: summaryOf(session) };
  return { audience: 'all', event: 'attendance:updated', data };
}

/** The next round: with its own marks, codes and epoch. */
export function startRound(session: Session): SessionFrame {
  const roundNumber = (session.round?.roundNumber ?? 0) + 1;
  const round = { roundId: `${session.sessionId}.${roundNumber}`, roundNumber, startsAt: now() };
  Object.assign(session, { round: { ...round, endsAt: null }, codes: [] });
  session.marks.clear();
  session.changes.clear();
  rebuild(session);
  return { audience: 'all', event: 'round:started', data: { sessionId: session.sessionId, ...round } };
}

export function endRound(session: Session): SessionFrame {
  const { sessionId, round } = session;
  if (!round) throw new Error('no round');
  const endsAt = now();
  Object.assign(session, { round: { ...round, endsAt }, codes: [] });
  const { roundId, roundNumber } = round;
  return { audience: 'all', event: 'round:ended', data: { sessionId, roundId, roundNumber, endsAt } };
}

export function showCode(session: Session, slot = 0): SessionFrame {
  const issuedAt = now();
  const roundId = session.round?.roundId ?? `${session.sessionId}.1`;
  const code = { sessionId: session.sessionId, roundId, slot, token: `secret-${newId()}`, code: null };
  const qr: QrCode = { ...code, issuedAt, expiresAt: now() };
  session.codes = [...session.codes.filter((one) => one.slot !== slot), qr].sort((a, b) => a.slot - b.slot);
  return { audience: 'teachers', event: 'round:qr-updated', data: qr };
}

/** Its live state was built anew. */
export function rebuild(session: Session): void {
  session.epoch = `epoch-${newId()}`;
  session.seq = 0;
}

export function end(session: Session): SessionFrame {
  Object.assign(session, { open: false, codes: [] });
  const { sessionId } = session;
  const summary = { ...summaryOf(session), totalRounds: 1, attendanceCount: session.marks.size };
  return { audience: 'all', event: 'session:ended', data: { sessionId, endedAt: now(), summary } };
}

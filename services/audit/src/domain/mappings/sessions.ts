import type { Mappings } from '../mapping.ts';

const session = ['session', 'sessionId'] as const;
const record = ['record', 'recordId'] as const;
const ofSession = { sessionId: 'plain', classId: 'plain' } as const;
// The id of a record names its student.
const ofRecord = {
  ...ofSession,
  recordId: 'personal',
  studentId: 'user',
  roundNumber: 'plain',
  status: 'plain',
} as const;

/** Sessions with their rounds and records: all of a session is in one chain. */
export const sessions = {
  sessionScheduled: {
    action: 'session.scheduled',
    about: session,
    fields: { ...ofSession, startsAt: 'plain', endsAt: 'plain' },
  },
  sessionStarted: { action: 'session.started', about: session, fields: { ...ofSession, startedAt: 'plain' } },
  sessionEnded: {
    action: 'session.ended',
    about: session,
    fields: { ...ofSession, endedAt: 'plain', summary: 'plain' },
  },
  sessionCancelled: { action: 'session.cancelled', about: session, fields: { ...ofSession, why: 'personal' } },
  sessionCodeRegenerated: { action: 'session.code-regenerated', about: session, fields: ofSession },
  roundStarted: {
    action: 'round.started',
    about: session,
    fields: { ...ofSession, roundNumber: 'plain', startsAt: 'plain' },
  },
  roundEnded: {
    action: 'round.ended',
    about: session,
    fields: { ...ofSession, roundNumber: 'plain', endsAt: 'plain' },
  },
  attendanceRecorded: {
    action: 'attendance.recorded',
    about: record,
    family: session,
    fields: { ...ofRecord, method: 'plain', recordedAt: 'plain', verification: 'plain', flags: 'plain' },
  },
  attendanceChanged: {
    action: 'attendance.changed',
    about: record,
    family: session,
    fields: { ...ofRecord, from: 'plain', method: 'plain', rev: 'plain', why: 'personal' },
  },
  attendanceFlagged: {
    action: 'attendance.flagged',
    about: record,
    family: session,
    fields: { ...ofRecord, flags: 'plain' },
  },
  attendanceReviewed: {
    action: 'attendance.reviewed',
    about: record,
    family: session,
    fields: { ...ofRecord, verification: 'plain', why: 'personal' },
  },
} satisfies Partial<Mappings>;

/** Socket.IO: events of the client with their acknowledgements, events of the server. */
import { z } from 'zod';
import { round } from '../http/sessions.ts';
import { qrCode } from '../http/wall-codes.ts';
import { attendanceStatus, id, instant, recordMethod, sessionStatus, summary, text, verification } from '../values.ts';

const onSession = z.strictObject({ sessionId: id });

/** One student's place on the board. */
export const change = z.object({
  studentId: id,
  roundNumber: z.int(),
  status: attendanceStatus,
  verification,
  method: recordMethod,
  recordedAt: instant,
});
export type Change = z.infer<typeof change>;

/**
 * The true state of a session: stored marks only. Teachers get all marks and the code on the wall, a student the own
 * mark. Frames with `fromSeq` up to `seq` of the same `epoch` are already in it.
 */
export const snapshot = z.object({
  sessionId: id,
  classId: id,
  status: sessionStatus,
  round: round.nullable(),
  epoch: z.string(),
  seq: z.int(),
  marks: z.array(change),
  summary,
  qr: qrCode.nullable(),
  /** All codes on the wall, by slot: several in single use. Added later: an older process leaves it out. */
  codes: z.array(qrCode).optional(),
});
export type Snapshot = z.infer<typeof snapshot>;

/** Client to server, each answered by `{ok: true, data}` or `{ok: false, error, code}`. */
export const clientEvents = {
  'session:join': { request: onSession, response: snapshot },
  'session:leave': { request: onSession, response: z.object({}) },
  'attendance:mark': {
    request: z.strictObject({ sessionId: id, studentId: id, status: attendanceStatus, reason: text(500).optional() }),
    response: z.object({ sessionId: id, studentId: id, status: attendanceStatus }),
  },
  'summary:get': { request: onSession, response: summary },
  'attendance:mine': {
    request: onSession,
    response: z.object({ sessionId: id, status: attendanceStatus.nullable() }),
  },
  'round:start': { request: onSession, response: round },
  /** Ends the round that runs. */
  'round:end': { request: onSession, response: round },
  /** A new access token of the same person on the open socket. */
  'auth:refresh': {
    request: z.strictObject({ token: z.string().min(1).max(4_096) }),
    response: z.object({ expiresAt: instant }),
  },
  'session:end': { request: onSession, response: z.object({ sessionId: id, endedAt: instant, summary }) },
} as const;
export type ClientEvent = keyof typeof clientEvents;

/** Server to client. */
export const serverEvents = {
  'session:started': z.object({ sessionId: id, classId: id, startedAt: instant }),
  'round:started': z.object({ sessionId: id, roundId: z.string(), roundNumber: z.int(), startsAt: instant }),
  'round:ended': z.object({ sessionId: id, roundId: z.string(), roundNumber: z.int(), endsAt: instant }),
  /** To the session's teachers alone. */
  'round:qr-updated': qrCode,
  /** Changes `fromSeq` to `seq`, gathered. A student sees the summary and the own changes only. */
  'attendance:updated': z.object({
    sessionId: id,
    epoch: z.string(),
    fromSeq: z.int(),
    seq: z.int(),
    changes: z.array(change),
    summary,
  }),
  'session:ended': z.object({
    sessionId: id,
    endedAt: instant,
    summary: summary.extend({ totalRounds: z.int(), attendanceCount: z.int() }),
  }),
  'session:cancelled': z.object({ sessionId: id, reason: z.string() }),
  'server:draining': z.object({ reconnectAfterMs: z.int() }),
  /** The server closes this socket for what its client does: whoever comes back does it again. */
  'socket:closing': z.object({ error: z.string(), code: z.string() }),
} as const;
export type ServerEvent = keyof typeof serverEvents;

export const acknowledgement = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), data: z.unknown() }),
  z.object({ ok: z.literal(false), error: z.string(), code: z.string() }),
]);
export type Acknowledgement = z.infer<typeof acknowledgement>;

/** Rooms of a gateway: who hears what. */
export const rooms = {
  teachersOf: (sessionId: string) => `session:${sessionId}:teachers`,
  studentsOf: (sessionId: string) => `session:${sessionId}:students`,
  classOf: (classId: string) => `class:${classId}`,
  user: (userId: string) => `user:${userId}`,
};

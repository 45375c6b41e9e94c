/** Socket.IO: events of the client with their acknowledgements, events of the server. */
import { z } from 'zod';
import { notification } from '../http/notifications.ts';
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

/**
 * Client to server, each answered by `{ok: true, data}` or `{ok: false, error, code}`. Without `role` an event is for
 * everybody.
 */
export const clientEvents = {
  'session:join': {
    about: 'Watches a session. Answers its true state; joining again brings a new one.',
    request: onSession,
    response: snapshot,
  },
  'session:leave': { about: 'Ends the watching.', request: onSession, response: z.object({}) },
  'attendance:mark': {
    about: 'Marks a student by hand. Answered after the commit.',
    role: 'teacher',
    request: z.strictObject({ sessionId: id, studentId: id, status: attendanceStatus, reason: text(500).optional() }),
    response: z.object({ sessionId: id, studentId: id, status: attendanceStatus }),
  },
  'summary:get': {
    about: 'How many are present, late, absent and excused.',
    role: 'teacher',
    request: onSession,
    response: summary,
  },
  'attendance:mine': {
    about: "A student's own status, null while there is none.",
    role: 'student',
    request: onSession,
    response: z.object({ sessionId: id, status: attendanceStatus.nullable() }),
  },
  'round:start': {
    about: 'Starts the next round; it ends the one before.',
    role: 'teacher',
    request: onSession,
    response: round,
  },
  'round:end': { about: 'Ends the round that runs.', role: 'teacher', request: onSession, response: round },
  'auth:refresh': {
    about: 'Shows a new access token of the same person on the open socket.',
    request: z.strictObject({ token: z.string().min(1).max(4_096) }),
    response: z.object({ expiresAt: instant }),
  },
  'session:end': {
    about: 'Ends a session: who is not marked becomes absent.',
    role: 'teacher',
    request: onSession,
    response: z.object({ sessionId: id, endedAt: instant, summary }),
  },
} as const satisfies Record<string, ClientEventDefinition>;
export type ClientEvent = keyof typeof clientEvents;

export interface ClientEventDefinition {
  about: string;
  role?: 'teacher' | 'student';
  request: z.ZodType;
  response: z.ZodType;
}

/** Server to client; who gets which is in {@link serverEventNotes}. */
export const serverEvents = {
  'session:started': z.object({ sessionId: id, classId: id, startedAt: instant }),
  'round:started': z.object({ sessionId: id, roundId: z.string(), roundNumber: z.int(), startsAt: instant }),
  'round:ended': z.object({ sessionId: id, roundId: z.string(), roundNumber: z.int(), endsAt: instant }),
  'round:qr-updated': qrCode,
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
  'notification:new': notification,
  'server:draining': z.object({ reconnectAfterMs: z.int() }),
  'socket:closing': z.object({ error: z.string(), code: z.string() }),
} as const;
export type ServerEvent = keyof typeof serverEvents;

/** `class`: whether they watch or not. `all` and `teachers`: of those who joined the session. `everybody`: each socket. `one`: the socket that it is about. `person`: all sockets of the person it is for. */
export type ServerEventAudience = 'class' | 'all' | 'teachers' | 'everybody' | 'one' | 'person';

/** What each event of the server says, and who gets it. */
export const serverEventNotes: Record<ServerEvent, { about: string; audience: ServerEventAudience }> = {
  'session:started': { audience: 'class', about: 'A session of the class has begun.' },
  'round:started': { audience: 'all', about: 'A round has begun.' },
  'round:ended': { audience: 'all', about: 'A round is over.' },
  'round:qr-updated': { audience: 'teachers', about: 'The code on the wall, in its slot.' },
  'attendance:updated': {
    audience: 'all',
    about: 'Changes `fromSeq` to `seq`, gathered. A student sees the summary and the own changes only.',
  },
  'session:ended': { audience: 'all', about: 'The session is over and stored.' },
  'session:cancelled': { audience: 'all', about: 'The session does not count.' },
  'notification:new': {
    audience: 'person',
    about: 'A new notification. It may be lost with a connection: after a new one look at the list.',
  },
  'server:draining': { audience: 'everybody', about: 'This process stops: connect again after that time.' },
  'socket:closing': {
    audience: 'one',
    about:
      'The server closes this socket for what its client does. Do not come back by yourself: that would be the same again.',
  },
};

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

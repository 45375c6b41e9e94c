import { z } from 'zod';
import { round } from '../http/sessions.ts';
import { snapshot } from '../socket/realtime.ts';
import { actor, attendanceStatus, id, instant, summary, text } from '../values.ts';
import { rpc } from './define.ts';

/** Without `sessionId`: the open session that the classic contract means for this person. */
const onSession = { by: actor, sessionId: id.optional() };

export const sessionRpc = {
  /** A student's status in the last finished session of a class, null when there is none or the student was not in it. */
  statusInClass: rpc('session', 'status-in-class', {
    askedBy: ['class'],
    request: z.object({ classId: id, studentId: id }),
    response: z.object({ status: attendanceStatus.nullable() }),
  }),
  /** The open sessions of classes, those without one left out. At most 1,000 a request. */
  activeSessions: rpc('session', 'active-sessions', {
    askedBy: ['class'],
    request: z.object({ classIds: z.array(id).max(1000) }),
    response: z.object({ sessions: z.array(z.object({ _id: id, classId: id, startedAt: instant })) }),
  }),
  /** Whether a class has or had a session of any status. */
  hasSessions: rpc('session', 'has-sessions', {
    askedBy: ['class'],
    request: z.object({ classId: id }),
    response: z.object({ has: z.boolean() }),
  }),
  /**
   * Students of a class who were absent in at least so many of its last ended sessions in a row, up to this one, with how
   * many (at most 20).
   */
  absencesInARow: rpc('session', 'absences-in-a-row', {
    askedBy: ['notification'],
    request: z.object({ sessionId: id, atLeast: z.int().min(1).max(20) }),
    response: z.object({ students: z.array(z.object({ studentId: id, inARow: z.int() })) }),
  }),
  /** Whether somebody may watch a session, and as what. */
  mayJoin: rpc('session', 'may-join', {
    askedBy: ['realtime-gateway'],
    request: z.object({ by: actor, sessionId: id }),
    response: z.object({ audience: z.enum(['teachers', 'students']), classId: id }),
  }),
  /** The true state of a session, with all marks and codes: a gateway shares it out, to each what he may see. */
  snapshot: rpc('session', 'snapshot', {
    askedBy: ['realtime-gateway'],
    request: z.object({ sessionId: id }),
    response: z.object({ snapshot }),
  }),
  /** How far sessions have come by their live state; those without one are left out. A gateway that is behind has missed frames. */
  positions: rpc('session', 'positions', {
    askedBy: ['realtime-gateway'],
    request: z.object({ sessionIds: z.array(id).max(1000) }),
    response: z.object({ positions: z.array(z.object({ sessionId: id, epoch: z.string(), seq: z.int() })) }),
  }),
  /** A mark by hand. The answer comes after the commit. */
  mark: rpc('session', 'mark', {
    askedBy: ['realtime-gateway'],
    request: z.object({
      ...onSession,
      studentId: z.string().max(100),
      status: attendanceStatus,
      reason: text(500).optional(),
    }),
    response: z.object({ sessionId: id, classId: id, studentId: id, status: attendanceStatus }),
  }),
  summary: rpc('session', 'summary', {
    askedBy: ['realtime-gateway'],
    request: z.object(onSession),
    response: z.object({ sessionId: id, classId: id, summary }),
  }),
  /** The asking student's own status; null while not marked. */
  mine: rpc('session', 'mine', {
    askedBy: ['realtime-gateway'],
    request: z.object(onSession),
    response: z.object({ sessionId: id, classId: id, status: attendanceStatus.nullable() }),
  }),
  /** Starts the next round; it ends the one before. */
  startRound: rpc('session', 'start-round', {
    askedBy: ['realtime-gateway'],
    request: z.object({ by: actor, sessionId: id }),
    response: z.object({ round }),
    repeatable: false,
  }),
  /** Ends the round that runs; the session goes on. */
  endRound: rpc('session', 'end-round', {
    askedBy: ['realtime-gateway'],
    request: z.object({ by: actor, sessionId: id }),
    response: z.object({ round }),
    repeatable: false,
  }),
  /** Ends a session; a second request finds it closed. */
  end: rpc('session', 'end', {
    askedBy: ['realtime-gateway'],
    request: z.object(onSession),
    response: z.object({ sessionId: id, classId: id, endedAt: z.string(), summary }),
    repeatable: false,
    // Scans in flight and a whole hall's absents are written before the answer.
    timeoutMs: 10_000,
  }),
};

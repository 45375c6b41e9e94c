/**
 * Live: what the gateways show. Core NATS; may be lost, because a snapshot heals it. `live.session.<id>` goes to the
 * gateways that have sockets in the session, `live.user.<id>` to one of them.
 */
import { z } from 'zod';
import type { ServiceName } from './paths.ts';
import { classicFrame } from './socket/classic.ts';
import { serverEvents } from './socket/realtime.ts';

const toTeachers = <Event extends string, Data extends z.ZodType>(event: Event, data: Data) =>
  z.object({ audience: z.literal('teachers'), event: z.literal(event), data });
const toAll = <Event extends string, Data extends z.ZodType>(event: Event, data: Data) =>
  z.object({ audience: z.literal('all'), event: z.literal(event), data });

/** A frame about one session. Of `attendance:updated` the gateway makes what each audience may see. */
export const sessionFrame = z.discriminatedUnion('event', [
  toTeachers('round:qr-updated', serverEvents['round:qr-updated']),
  toAll('round:started', serverEvents['round:started']),
  toAll('round:ended', serverEvents['round:ended']),
  toAll('attendance:updated', serverEvents['attendance:updated']),
  toAll('session:ended', serverEvents['session:ended']),
  toAll('session:cancelled', serverEvents['session:cancelled']),
]);
export type SessionFrame = z.infer<typeof sessionFrame>;

/**
 * A frame to a class's people wherever they are connected: a classic frame for their classic sockets, except the
 * sender's own (which has had its copy), or the start of a session for the others.
 */
export const classFrame = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('classic'), frame: classicFrame, senderSocketId: z.string() }),
  z.object({ kind: z.literal('realtime'), event: z.literal('session:started'), data: serverEvents['session:started'] }),
]);
export type ClassFrame = z.infer<typeof classFrame>;

/** A frame to a person's Socket.IO sockets, wherever they are. One gateway takes it (queue group) and tells the others. */
export const userFrame = z.object({
  event: z.literal('notification:new'),
  data: serverEvents['notification:new'],
});
export type UserFrame = z.infer<typeof userFrame>;

/** All live subjects, with who sends there and who listens. */
export const liveSubjects: readonly {
  subject: string;
  sentBy: readonly ServiceName[];
  heardBy: readonly ServiceName[];
}[] = [
  { subject: liveSessionSubject('*'), sentBy: ['session'], heardBy: ['realtime-gateway'] },
  { subject: liveClassSubject('*'), sentBy: ['session', 'realtime-gateway'], heardBy: ['realtime-gateway'] },
  { subject: liveUserSubject('*'), sentBy: ['notification'], heardBy: ['realtime-gateway'] },
];

/** Subject of a session's frames. */
export function liveSessionSubject(sessionId: string) {
  return `live.session.${sessionId}`;
}

/** Subject of a class's frames; `*` for those of all classes. */
export function liveClassSubject(classId: string) {
  return `live.class.${classId}`;
}

/** Subject of a person's frames; `*` for those of all people. */
export function liveUserSubject(userId: string) {
  return `live.user.${userId}`;
}

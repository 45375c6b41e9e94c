import { type Actor, rooms, rpcs, type Snapshot } from '@rollcall/contracts';
import { AppError, request, type Trace } from '@rollcall/service-kit';
import type { SessionState } from '../../rooms/session-state.ts';
import { type Audience, snapshotFor } from '../../rooms/snapshot-for.ts';
import type { Gateway, Input } from './handler.ts';
import { leave } from './leave-session.ts';

/**
 * Lets a socket watch a session and answers its true state. It is in the room from the moment of the snapshot on, so that
 * it misses no frame after it. Joining again brings a new snapshot; who is refused is out.
 */
export async function joinSession(gateway: Gateway, input: Input<{ sessionId: string }>): Promise<Snapshot> {
  const { socket, by, trace } = input;
  const { sessionId } = input.data;
  const mirror = gateway.watches.enter(sessionId, socket.id);
  try {
    const audience = await audienceOf(gateway, by, await mirror.whenTrue(), trace);
    const state = await mirror.whenTrue();
    // The session service may hear of a removal later than this process.
    if (socket.data.removedFrom.has(state.classId)) {
      throw new AppError(by.role === 'teacher' ? 'not_class_teacher' : 'not_enrolled');
    }
    // Taken out and let in again meanwhile.
    const isWatching = gateway.watches.enter(sessionId, socket.id) === mirror;
    if (!socket.connected || !isWatching) throw new AppError('try_again');
    void socket.join(audience === 'teachers' ? rooms.teachersOf(sessionId) : rooms.studentsOf(sessionId));
    socket.data.joined.set(sessionId, state.classId);
    return snapshotFor(state, audience, by.userId);
  } catch (error) {
    leave(gateway, socket, sessionId);
    throw error;
  }
}

/** Only who is not known to be in the class is asked about. */
async function audienceOf(
  { bus, memberships }: Gateway,
  by: Actor,
  { sessionId, classId }: SessionState,
  trace: Trace,
): Promise<Audience> {
  if (by.role === 'teacher' && memberships.has(by, classId)) return 'teachers';
  if (by.role === 'student' && memberships.has(by, classId)) return 'students';
  return (await request(bus, rpcs.session.mayJoin, { by, sessionId }, trace)).audience;
}

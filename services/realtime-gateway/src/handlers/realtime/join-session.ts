import { rooms, rpcs, type Snapshot } from '@rollcall/contracts';
import { AppError, request } from '@rollcall/service-kit';
import { isBehind, type SessionFeed } from '../../rooms/session-feed.ts';
import type { Gateway, Input } from './handler.ts';
import { leave } from './leave-session.ts';

const MAX_SNAPSHOTS = 5;

/**
 * Lets a socket watch a session and answers its true state. The frames are heard before the snapshot is asked for, so
 * none is missed between the two. Joining again brings a new snapshot; who is refused is out.
 */
export async function joinSession(gateway: Gateway, input: Input<{ sessionId: string }>): Promise<Snapshot> {
  const { socket, data, by } = input;
  const feed = gateway.watches.enter(data.sessionId, socket.id);
  try {
    const { audience, snapshot } = await takeSnapshot(gateway, feed, input);
    feed.expectAfter(snapshot);
    if (!socket.connected) throw new AppError('try_again');
    // The session service may hear of a removal later than this process.
    if (socket.data.removedFrom.has(snapshot.classId)) {
      throw new AppError(by.role === 'teacher' ? 'not_class_teacher' : 'not_enrolled');
    }
    const room = audience === 'teachers' ? rooms.teachersOf : rooms.studentsOf;
    await socket.join(room(data.sessionId));
    socket.data.joined.set(data.sessionId, snapshot.classId);
    return snapshot;
  } catch (error) {
    leave(gateway, socket, data.sessionId);
    throw error;
  }
}

/** A snapshot that holds whatever was shown to the others while it was on its way. */
async function takeSnapshot({ bus }: Gateway, feed: SessionFeed, { by, data, trace }: Input<{ sessionId: string }>) {
  const { sessionId } = data;
  const { audience } = await request(bus, rpcs.session.mayJoin, { by, sessionId }, trace);
  const shown = () => feed.shownTo(audience, by.userId);
  for (let attempt = 1; attempt <= MAX_SNAPSHOTS; attempt += 1) {
    const before = shown();
    const { snapshot } = await request(bus, rpcs.session.snapshot, { sessionId }, trace);
    if (!isBehind(snapshot, before, shown())) {
      return { audience, snapshot: audience === 'teachers' ? snapshot : ofStudent(snapshot, by.userId) };
    }
  }
  throw new AppError('try_again');
}

function ofStudent(snapshot: Snapshot, studentId: string): Snapshot {
  const marks = snapshot.marks.filter((mark) => mark.studentId === studentId);
  return { ...snapshot, marks, qr: null, codes: undefined };
}

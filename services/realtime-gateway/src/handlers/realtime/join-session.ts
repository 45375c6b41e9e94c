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
  const shown = () => ({
    teachers: feed.shownTo('teachers', by.userId),
    students: feed.shownTo('students', by.userId),
  });
  for (let attempt = 1; attempt <= MAX_SNAPSHOTS; attempt += 1) {
    const before = shown();
    const answer = await request(bus, rpcs.session.join, { by, sessionId: data.sessionId }, trace);
    if (!isBehind(answer.snapshot, before[answer.audience], shown()[answer.audience])) return answer;
  }
  throw new AppError('try_again');
}

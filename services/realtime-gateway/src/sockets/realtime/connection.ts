import { rooms } from '@rollcall/contracts';
import { AppError, type Caller } from '@rollcall/service-kit';
import type { Gateway } from '../../handlers/realtime/handler.ts';
import { leave } from '../../handlers/realtime/leave-session.ts';
import type { Memberships } from '../../rooms/memberships.ts';
import type { Lifetimes } from '../lifetimes.ts';
import { SerialQueue } from '../serial-queue.ts';
import { answerEvent, refusal } from './answer-event.ts';
import { closeFor } from './closing.ts';
import { createEventPace } from './event-pace.ts';
import type { RealtimeSocket } from './types.ts';

const MAX_WAITING_EVENTS = 100;

/** Serves one socket: its events in order and at a pace, its person's rooms, and the end of its log-in. */
export function openConnection(
  gateway: Gateway,
  lifetimes: Lifetimes,
  memberships: Memberships,
  socket: RealtimeSocket,
): SerialQueue {
  const { caller, token } = socket.data;
  const queue = new SerialQueue(MAX_WAITING_EVENTS, (error) => gateway.log.error({ err: error }, 'realtime socket'));
  const pace = createEventPace();
  const member = {
    actor: { userId: caller.userId, role: caller.role },
    enter(classId: string) {
      socket.data.removedFrom.delete(classId);
      void socket.join(rooms.classOf(classId));
    },
    leave(classId: string) {
      socket.data.removedFrom.add(classId);
      void socket.leave(rooms.classOf(classId));
      leaveSessionsOf(classId);
      // Once more when a joining that is on its way has been answered, unless the person is back by then.
      queue.push(() => {
        if (socket.data.removedFrom.has(classId)) leaveSessionsOf(classId);
      });
    },
  };

  void socket.join(rooms.user(caller.userId));
  const watch = (caller: Caller, token: string) => lifetimes.watch(caller, token, () => socket.disconnect(true));
  let stopWatching = watch(caller, token);
  socket.data.renew = (renewed, itsToken) => {
    stopWatching();
    Object.assign(socket.data, { caller: renewed, token: itsToken });
    stopWatching = watch(renewed, itsToken);
  };
  void memberships.add(member).then(socket.data.admitted);
  socket.onAny((event: string, ...args: unknown[]) => {
    const last = args.at(-1);
    const acknowledge = typeof last === 'function' ? last : () => undefined;
    const [data] = args;
    const verdict = pace();
    if (verdict === 'over') return closeFor(socket, 'rate_limited');
    if (verdict === 'refused' || queue.isFull) acknowledge(refusal(new AppError('rate_limited')));
    else queue.push(async () => acknowledge(await answerEvent(gateway, socket, event, data)));
  });
  socket.once('disconnect', () => {
    stopWatching();
    memberships.remove(member);
    queue.push(() => leaveSessionsOf());
  });
  return queue;

  function leaveSessionsOf(classId?: string) {
    for (const [sessionId, itsClassId] of socket.data.joined) {
      if (classId === undefined || itsClassId === classId) leave(gateway, socket, sessionId);
    }
  }
}

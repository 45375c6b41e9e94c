import type { ErrorCode } from '@rollcall/contracts';
import { type Caller, toAppError } from '@rollcall/service-kit';
import { WebSocket } from 'ws';
import type { Context } from '../../context.ts';
import type { ClassRooms } from '../../rooms/class-rooms.ts';
import type { DelayedBroadcasts } from '../../rooms/delayed-broadcasts.ts';
import type { Memberships } from '../../rooms/memberships.ts';
import type { Lifetimes } from '../lifetimes.ts';
import { SerialQueue } from '../serial-queue.ts';
import { answerFrame, errorFrame } from './frames.ts';

const MAX_WAITING_FRAMES = 200;
const MAX_UNSENT_BYTES = 1_048_576;
const GOING_AWAY = 1001;
const POLICY_VIOLATION = 1008;
const INTERNAL_ERROR = 1011;
const TRY_AGAIN_LATER = 1013;

export interface ClassicConnection {
  id: string;
  /** Sends a frame, unless the connection is over. */
  send(text: string): void;
  /** Answers what has arrived, closes, and resolves when the peer is gone. */
  drain(): Promise<void>;
}

interface Parts {
  context: Context;
  lifetimes: Lifetimes;
  memberships: Memberships;
  rooms: ClassRooms<ClassicConnection>;
  broadcasts: DelayedBroadcasts;
}

/**
 * Serves one socket. Its frames are handled strictly in order, also when the peer has closed after sending them; the
 * queue begins with who it is and which classes it belongs to.
 */
export function openConnection(parts: Parts, ws: WebSocket, token: string): ClassicConnection {
  const { context, lifetimes, memberships, rooms, broadcasts } = parts;
  const connection: ClassicConnection = { id: context.ids.unique(), send, drain };
  const gone = new Promise<void>((resolve) => ws.once('close', () => resolve()));
  const leaving: (() => void)[] = [];
  let over = false;
  let caller: Caller | undefined;
  const queue = new SerialQueue(MAX_WAITING_FRAMES, (error) => {
    context.log.error({ err: error }, 'classic socket');
    end(INTERNAL_ERROR);
  });

  queue.push(open);
  ws.on('message', (data, isBinary) => {
    if (over) return;
    if (queue.isFull) return end(POLICY_VIOLATION);
    const text = isBinary ? undefined : String(data);
    queue.push(() => handle(text));
  });
  ws.on('error', (error) => context.log.debug({ err: error }, 'classic socket'));
  ws.once('close', () => queue.push(leave));
  return connection;

  async function open() {
    try {
      caller = await context.guard.verify(token);
    } catch (thrown) {
      const { code } = toAppError(thrown);
      return code === 'unauthorized' ? refuse() : end(TRY_AGAIN_LATER, 'try_again');
    }
    const member = {
      actor: { userId: caller.userId, role: caller.role },
      enter: (classId: string) => rooms.enter(classId, connection),
      leave: (classId: string) => rooms.leave(classId, connection),
    };
    leaving.push(lifetimes.watch(caller, token, refuse), () => memberships.remove(member));
    await memberships.add(member);
  }

  async function handle(text: string | undefined) {
    if (over || !caller) return;
    const by = { userId: caller.userId, role: caller.role };
    const { frame, classId, trace } = await answerFrame(context, by, text);
    send(JSON.stringify(frame));
    if (classId) broadcasts.add(classId, { kind: 'classic', frame, senderSocketId: connection.id }, trace);
  }

  function send(text: string) {
    if (over || ws.readyState !== WebSocket.OPEN) return;
    if (ws.bufferedAmount > MAX_UNSENT_BYTES) return ws.terminate();
    ws.send(text);
  }

  function refuse() {
    end(POLICY_VIOLATION, 'socket_unauthorized');
  }

  function end(closeCode: number, code?: ErrorCode) {
    if (code) send(JSON.stringify(errorFrame(code)));
    over = true;
    ws.close(closeCode);
    leave();
  }

  function leave() {
    for (const step of leaving.splice(0)) step();
  }

  async function drain() {
    await queue.idle();
    end(GOING_AWAY);
    await gone;
  }
}

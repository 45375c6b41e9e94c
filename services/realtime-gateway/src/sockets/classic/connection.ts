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
  /** Resolves when it is known who this is and which classes he belongs to, or that he is refused. */
  admitted: Promise<void>;
  /** Whose it is, once that is known. */
  readonly userId: string | undefined;
  /** Serves the socket, whose handshake is done. */
  serve(joined: WebSocket): void;
  /** Forgets it: its socket never came. */
  leave(): void;
  /** Sends a frame, unless the connection is over. */
  send(text: string): void;
  /** Closes: its person has too many. */
  evict(): void;
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
 * Admits one client and then serves its socket. The handshake waits for the admission, so that a client whose socket is
 * open misses nothing that its classes are sent. Frames are handled strictly in order, also when the peer has closed after
 * sending them; who sends faster than they are handled is read more slowly.
 */
export function openConnection(parts: Parts, token: string): ClassicConnection {
  const { context, lifetimes, memberships, rooms, broadcasts } = parts;
  const gone = Promise.withResolvers<void>();
  const leaving: (() => void)[] = [];
  let ws: WebSocket | undefined;
  let over = false;
  let endEarly: (() => void) | undefined;
  let caller: Caller | undefined;
  const queue = new SerialQueue(MAX_WAITING_FRAMES, (error) => {
    context.log.error({ err: error }, 'classic socket');
    end(INTERNAL_ERROR);
  });

  const connection: ClassicConnection = {
    id: context.ids.unique(),
    admitted: admit(),
    get userId() {
      return caller?.userId;
    },
    serve,
    leave,
    send,
    evict: () => end(POLICY_VIOLATION, 'too_many_sockets'),
    drain,
  };
  return connection;

  function serve(joined: WebSocket) {
    ws = joined;
    joined.on('message', (data, isBinary) => {
      if (over) return;
      const text = isBinary ? undefined : String(data);
      queue.push(() => handle(text));
      if (queue.isFull) joined.pause();
    });
    joined.on('error', (error) => context.log.debug({ err: error }, 'classic socket'));
    joined.once('close', () => {
      gone.resolve();
      queue.push(leave);
    });
    endEarly?.();
  }

  async function admit() {
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
    if (ws?.isPaused && !queue.isFull) ws.resume();
    if (over || !caller) return;
    const by = { userId: caller.userId, role: caller.role };
    const { frame, classId, trace } = await answerFrame(context, by, text);
    send(JSON.stringify(frame));
    if (classId) broadcasts.add(classId, { kind: 'classic', frame, senderSocketId: connection.id }, trace);
  }

  function send(text: string) {
    if (over || ws?.readyState !== WebSocket.OPEN) return;
    if (ws.bufferedAmount > MAX_UNSENT_BYTES) return ws.terminate();
    ws.send(text);
  }

  function refuse() {
    end(POLICY_VIOLATION, 'socket_unauthorized');
  }

  function end(closeCode: number, code?: ErrorCode) {
    if (!ws) {
      endEarly = () => end(closeCode, code);
      return;
    }
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
    await gone.promise;
  }
}

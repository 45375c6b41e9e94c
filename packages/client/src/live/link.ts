import { type ClientEvent, type ErrorCode, errors, type ServerEvent, serverEvents } from '@rollcall/contracts';
import { io, type Socket } from 'socket.io-client';
import { retryDelayMs } from '../retry.ts';
import { RollcallError } from '../rollcall-error.ts';
import type { ServerData } from './board.ts';
import { Handlers } from './handlers.ts';
import { type EventRequest, type EventResponse, readAcknowledgement } from './read-acknowledgement.ts';

const TIMEOUT_MS = 15_000;
const RECONNECT_FIRST_MS = 500;
const RECONNECT_LAST_MS = 5_000;

export interface LiveOptions {
  /** Scheme, host and port of a Rollcall. */
  origin: string;
  /** Access token of the handshake. */
  token?: string | undefined;
  /** How long an acknowledgement may take. Default 15,000. */
  timeoutMs?: number;
}

/** `refused`: the server wants this token no more; nothing is tried again until there is another. */
export type LinkState = 'connected' | 'connecting' | 'refused';

/** A Socket.IO connection that comes back by itself, with the contract's events. */
export interface Link {
  readonly state: LinkState;
  onState(handler: (state: LinkState) => void): () => void;
  /**
   * Sends an event and resolves with the data of its acknowledgement. Throws {@link RollcallError} for a refusal, and
   * `offline` at once while there is no connection; nothing waits to be sent later.
   */
  emit<Event extends ClientEvent>(event: Event, request: EventRequest<Event>): Promise<EventResponse<Event>>;
  /** Hears an event of the server; the result ends it. */
  on<Event extends ServerEvent>(event: Event, handler: (data: ServerData<Event>) => void): () => void;
  /** The access token of the next handshake; a refused connection tries again with it. */
  setToken(token: string): void;
  close(): void;
}

/** Connects; rejects with {@link RollcallError} when the first attempt is refused or meets nobody. */
export async function openLink(options: LiveOptions): Promise<Link> {
  let { token } = options;
  const socket = io(options.origin, {
    transports: ['websocket'],
    forceNew: true,
    auth: (send) => send({ token }),
    timeout: options.timeoutMs ?? TIMEOUT_MS,
    reconnectionDelay: RECONNECT_FIRST_MS,
    reconnectionDelayMax: RECONNECT_LAST_MS,
  });
  await connected(socket);
  const states = new Handlers<LinkState>();
  let state: LinkState = 'connected';
  let refusals = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function enter(next: LinkState) {
    if (next === state) return;
    state = next;
    states.call(state);
  }

  function connectAfter(ms: number) {
    clearTimeout(timer);
    timer = setTimeout(() => socket.disconnect().connect(), ms);
  }

  socket.on('connect', () => {
    refusals = 0;
    enter('connected');
  });
  socket.on('disconnect', (reason) => {
    enter('connecting');
    // Only after the other reasons does Socket.IO come back by itself.
    if (reason === 'io server disconnect') connectAfter(Math.random() * RECONNECT_FIRST_MS);
  });
  socket.on('connect_error', (error) => {
    if (socket.active) return;
    const refusal = handshakeError(error);
    refusals += 1;
    if (refusal.temporary) connectAfter(retryDelayMs(refusals, refusal.retryAfterSeconds, {}));
    else enter('refused');
  });
  socket.on('server:draining', (data: unknown) => {
    const { reconnectAfterMs } = serverEvents['server:draining'].parse(data);
    connectAfter(reconnectAfterMs);
  });

  return {
    get state() {
      return state;
    },
    onState: (handler) => states.add(handler),
    async emit(event, request) {
      if (!socket.connected) throw new RollcallError({ code: 'offline' });
      const sent = socket.timeout(options.timeoutMs ?? TIMEOUT_MS).emitWithAck(event, request);
      const answer = await sent.catch((cause) => {
        throw new RollcallError({ code: 'offline', cause });
      });
      return readAcknowledgement(event, answer);
    },
    on(event, handler) {
      const listener = (data: unknown) => handler(serverEvents[event].parse(data) as Parameters<typeof handler>[0]);
      socket.on(event as string, listener);
      return () => void socket.off(event as string, listener);
    },
    setToken(next) {
      token = next;
      if (state === 'refused') connectAfter(0);
    },
    close() {
      clearTimeout(timer);
      socket.disconnect();
    },
  };
}

function connected(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    const onConnect = () => {
      socket.off('connect_error', onError);
      resolve();
    };
    const onError = (error: Error) => {
      const refused = !socket.active;
      socket.off('connect', onConnect).disconnect();
      reject(refused ? handshakeError(error) : new RollcallError({ code: 'offline', cause: error }));
    };
    socket.once('connect', onConnect);
    socket.once('connect_error', onError);
  });
}

// The handshake's refusal is the error of a Socket.IO middleware: its sentence, and its code under `data`.
function handshakeError(error: Error & { data?: { code?: unknown } }): RollcallError {
  const code = typeof error.data?.code === 'string' ? error.data.code : codeOf(error.message);
  return new RollcallError({ code, message: error.message });
}

function codeOf(sentence: string): ErrorCode {
  const known = Object.entries(errors).find(([, definition]) => definition.sentence === sentence);
  return (known?.[0] ?? 'socket_unauthorized') as ErrorCode;
}

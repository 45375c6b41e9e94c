import { type ClientEvent, type ServerEvent, serverEvents } from '@rollcall/contracts';
import { io } from 'socket.io-client';
import { retryDelayMs } from '../retry.ts';
import { RollcallError } from '../rollcall-error.ts';
import type { ServerData } from './board.ts';
import { Handlers } from './handlers.ts';
import { readHandshakeError } from './handshake-error.ts';
import { type EventRequest, type EventResponse, readAcknowledgement } from './read-acknowledgement.ts';
import { isFinal, Tokens, toError } from './tokens.ts';
import { type Action, type Occurrence, type State, transitionOf } from './transitions.ts';
import { ownWorld, type World } from './world.ts';

const TIMEOUT_MS = 15_000;
/** After a sleep, or news from the network, a connection that is alive answers sooner than this. */
const CHECK_TIMEOUT_MS = 5_000;
/** Full jitter: a pause is anything from 0 to a bound, which begins here and doubles up to the last. */
const RECONNECT = { baseMs: 1_000, maxMs: 5_000 };

export interface LiveOptions {
  /** Scheme, host and port of a Rollcall. */
  origin: string;
  /** Access token of the first handshake. Default: what `getToken` says. */
  token?: string | undefined;
  /**
   * Brings a good access token: asked before each handshake, and again shortly before a token ends; never twice at once.
   * A {@link RollcallError} that is not temporary ends the connection in state `refused`; after any other it is asked again.
   */
  getToken?: (() => Promise<string>) | undefined;
  /** How long an acknowledgement, a handshake or a token may take. Default 15,000. */
  timeoutMs?: number;
}

/**
 * `refused`: the server wants this token no more, or closed this socket for what was done with it; nothing is tried again
 * until there is another token. `closed`: by `close`.
 */
export type LinkState = 'connected' | 'connecting' | 'refused' | 'closed';

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
  /**
   * Another access token of the same person: shown on the open connection, which begins anew when the server does not take
   * it; a refused connection tries again with it.
   */
  setToken(token: string): void;
  close(): void;
}

/** Connects; rejects with {@link RollcallError} when the first attempt is refused or meets nobody. */
export async function openLink(options: LiveOptions, world: World = ownWorld): Promise<Link> {
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  const tokens = new Tokens({ ...options, timeoutMs }, world);
  const states = new Handlers<LinkState>();
  const first = Promise.withResolvers<void>();
  let state: State = 'asking';
  let shown: string | undefined;
  let trouble = new RollcallError({ code: 'offline' });
  let failures = 0;
  let inFlight = 0;
  let leaveAfterMs = 0;
  let stopTimer = () => {};

  // Socket.IO's own reconnection spreads over twice its delay and gathers at the longest one: pauses are made here.
  const socket = io(options.origin, {
    transports: ['websocket'],
    forceNew: true,
    autoConnect: false,
    reconnection: false,
    timeout: timeoutMs,
    auth: (send) => send({ token: shown }),
  });
  const stopHearing = world.onWake(() => {
    failures = 0;
    raise('woke');
  });

  const actions: Record<Action, () => void> = {
    ask: () => void ask(),
    open() {
      socket.connect();
      startTimer(timeoutMs, () => fail(new RollcallError({ code: 'offline' })));
    },
    settle() {
      failures = 0;
      trouble = new RollcallError({ code: 'offline' });
      first.resolve();
      tokens.watch(() => raise('renewed'), deny);
      if (tokens.held !== shown) raise('renewed');
      else if (shown !== undefined) tokens.accepted(shown);
    },
    'count down': () => startTimer(leaveAfterMs, () => raise('due')),
    finish() {
      if (inFlight === 0) raise('empty');
    },
    check: () => void refresh(Math.min(timeoutMs, CHECK_TIMEOUT_MS)),
    refresh: () => void refresh(timeoutMs),
    pause() {
      leave();
      failures += 1;
      const { retryAfterSeconds } = trouble;
      startTimer(retryDelayMs(failures, retryAfterSeconds, { ...RECONNECT, random: world.random }), () => raise('due'));
      first.reject(trouble);
    },
    drop() {
      leave();
      first.reject(trouble);
    },
    none: () => {},
  };

  function raise(occurrence: Occurrence) {
    const transition = transitionOf(state, occurrence);
    if (!transition) return;
    const before = linkState(state);
    if (transition.next !== state || transition.action === 'pause') stopTimer();
    world.trace?.(state, occurrence, transition.next);
    state = transition.next;
    actions[transition.action]();
    if (linkState(state) !== before) states.call(linkState(state));
  }

  function startTimer(ms: number, call: () => void) {
    stopTimer();
    stopTimer = world.after(ms, call);
  }

  function leave() {
    tokens.unwatch();
    socket.disconnect();
  }

  function fail(error: RollcallError) {
    trouble = error;
    raise('failed');
  }

  function deny(error: RollcallError) {
    trouble = error;
    raise('denied');
  }

  async function ask() {
    // A connection that was left for another is gone before the next begins.
    leave();
    try {
      shown = await tokens.forHandshake();
      raise('token');
    } catch (thrown) {
      const error = toError(thrown);
      if (isFinal(error)) deny(error);
      else fail(error);
    }
  }

  /** Shows the token that is held; a connection that does not take it, or does not answer, begins anew. */
  async function refresh(withinMs: number) {
    const token = tokens.held;
    if (token === undefined) return;
    try {
      await send('auth:refresh', { token }, withinMs);
    } catch (error) {
      trouble = toError(error);
      if (token === tokens.held) raise('doubted');
    }
  }

  async function send<Event extends ClientEvent>(event: Event, request: EventRequest<Event>, withinMs: number) {
    if (!socket.connected || state === 'emptying') throw new RollcallError({ code: 'offline' });
    inFlight += 1;
    try {
      const answer: unknown = await socket.timeout(withinMs).emitWithAck(event, request);
      const data = readAcknowledgement(event, answer);
      if (event === 'auth:refresh')
        noteRenewal(request as EventRequest<'auth:refresh'>, data as EventResponse<'auth:refresh'>);
      return data;
    } catch (error) {
      throw toError(error);
    } finally {
      inFlight -= 1;
      if (inFlight === 0) raise('empty');
    }
  }

  function noteRenewal({ token }: EventRequest<'auth:refresh'>, { expiresAt }: EventResponse<'auth:refresh'>) {
    shown = token;
    tokens.accepted(token, Date.parse(expiresAt));
  }

  socket.on('connect', () => raise('opened'));
  socket.on('disconnect', () => raise('lost'));
  socket.on('connect_error', (error) => {
    // Socket.IO gives up after a refusal alone; after any other failure it would go on.
    if (socket.active) return fail(new RollcallError({ code: 'offline', cause: error }));
    const refusal = readHandshakeError(error);
    if (refusal.temporary || refusal.status === 500 || tokens.held !== shown) return fail(refusal);
    tokens.rejected();
    deny(refusal);
  });
  socket.on('server:draining', (data: unknown) => {
    leaveAfterMs = serverEvents['server:draining'].parse(data).reconnectAfterMs;
    raise('draining');
  });

  socket.on('socket:closing', (data: unknown) => {
    const { code, error: message } = serverEvents['socket:closing'].parse(data);
    deny(new RollcallError({ code, message }));
  });

  actions.ask();
  await first.promise.catch((error: unknown) => {
    close();
    throw error;
  });

  function close() {
    stopHearing();
    raise('close');
  }

  return {
    get state() {
      return linkState(state);
    },
    onState: (handler) => states.add(handler),
    emit: (event, request) => send(event, request, timeoutMs),
    on(event, handler) {
      const listener = (data: unknown) => handler(serverEvents[event].parse(data) as Parameters<typeof handler>[0]);
      socket.on(event as string, listener);
      return () => void socket.off(event as string, listener);
    },
    setToken(token) {
      tokens.set(token);
      raise('renewed');
    },
    close,
  };
}

function linkState(state: State): LinkState {
  if (state === 'connected' || state === 'leaving') return 'connected';
  return state === 'refused' || state === 'closed' ? state : 'connecting';
}

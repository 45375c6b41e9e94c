import type { Caller } from '@rollcall/service-kit';
import type { DefaultEventsMap, Server, Socket } from 'socket.io';

/** What a socket carries. */
export interface SocketData {
  caller: Caller;
  token: string;
  /** Its handshake is over, and the next one has its turn. */
  admitted(): void;
  /** It lives on with another token of the same person. */
  renew(caller: Caller, token: string): void;
  /** The sessions that it is in, with their classes. */
  joined: Map<string, string>;
  /** Classes that its person has lost since it opened. */
  removedFrom: Set<string>;
}

export type RealtimeServer = Server<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, SocketData>;
export type RealtimeSocket = Socket<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, SocketData>;

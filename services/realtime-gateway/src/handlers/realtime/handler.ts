import type { Actor, ClientEventDefinition } from '@rollcall/contracts';
import type { Trace } from '@rollcall/service-kit';
import type { z } from 'zod';
import type { Context } from '../../context.ts';
import type { Memberships } from '../../rooms/memberships.ts';
import type { SessionWatches } from '../../rooms/session-watches.ts';
import type { RealtimeSocket } from '../../sockets/realtime/types.ts';

/** The context of the handlers. */
export interface Gateway extends Context {
  watches: SessionWatches;
  memberships: Memberships;
}

/** What a handler gets: role and shape checked. */
export interface Input<Data> {
  socket: RealtimeSocket;
  by: Actor;
  data: Data;
  trace: Trace;
}

/** An event of the contracts with its handler; without `role` it is for everybody. */
export interface RealtimeHandler extends Pick<ClientEventDefinition, 'role' | 'request'> {
  handle(gateway: Gateway, input: Input<unknown>): Promise<unknown>;
}

/** Binds a handler to an event. */
export function on<Request extends z.ZodType, Response extends z.ZodType>(
  event: Pick<ClientEventDefinition, 'role'> & { request: Request; response: Response },
  handle: (gateway: Gateway, input: Input<z.output<Request>>) => Promise<z.output<Response>>,
): RealtimeHandler {
  return { ...event, handle: handle as RealtimeHandler['handle'] };
}

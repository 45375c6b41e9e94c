import { type ErrorCode, errors } from '@rollcall/contracts';
import { type TokenGuard, toAppError } from '@rollcall/service-kit';
import { z } from 'zod';
import type { Turns } from '../turns.ts';
import type { RealtimeSocket } from './types.ts';

const auth = z.object({ token: z.string() });

/**
 * Lets a socket in by the access token of its handshake; others hear `connect_error` with `data: {code}`. Its turn lasts
 * until its person's classes are known.
 */
export function authenticate(guard: TokenGuard, handshakes: Turns) {
  return async (socket: RealtimeSocket, next: (error?: Error) => void) => {
    try {
      const { data } = auth.safeParse(socket.handshake.auth);
      const token = data?.token ?? '';
      await handshakes.run(async () => {
        const caller = await guard.verify(token);
        const { promise, resolve: admitted } = Promise.withResolvers<void>();
        socket.data = { caller, token, admitted, renew: () => undefined, joined: new Map(), removedFrom: new Set() };
        socket.conn.once('close', admitted);
        if (socket.conn.readyState !== 'open') admitted();
        next();
        await promise;
      });
    } catch (thrown) {
      const { code } = toAppError(thrown);
      next(refusal(code === 'unauthorized' ? 'socket_unauthorized' : code));
    }
  };
}

function refusal(code: ErrorCode): Error {
  return Object.assign(new Error(errors[code].sentence), { data: { code } });
}

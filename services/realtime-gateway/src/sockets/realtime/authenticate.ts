import { type ErrorCode, errors } from '@rollcall/contracts';
import { type TokenGuard, toAppError } from '@rollcall/service-kit';
import { z } from 'zod';
import type { RealtimeSocket } from './types.ts';

const auth = z.object({ token: z.string() });

/** Lets a socket in by the access token of its handshake; others hear `connect_error` with `data: {code}`. */
export function authenticate(guard: TokenGuard) {
  return async (socket: RealtimeSocket, next: (error?: Error) => void) => {
    try {
      const { data } = auth.safeParse(socket.handshake.auth);
      const token = data?.token ?? '';
      const caller = await guard.verify(token);
      socket.data = { caller, token, renew: () => undefined, joined: new Map(), removedFrom: new Set() };
      next();
    } catch (thrown) {
      const { code } = toAppError(thrown);
      next(refusal(code === 'unauthorized' ? 'socket_unauthorized' : code));
    }
  };
}

function refusal(code: ErrorCode): Error {
  return Object.assign(new Error(errors[code].sentence), { data: { code } });
}

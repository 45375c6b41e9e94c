import { type ErrorCode, errors } from '@rollcall/contracts';
import type { RealtimeSocket } from './types.ts';

/** What a client is told whose socket is closed for what it does. */
export function closing(code: ErrorCode): { error: string; code: ErrorCode } {
  return { error: errors[code].sentence, code };
}

/** Tells a client why, and closes its socket. */
export function closeFor(socket: RealtimeSocket, code: ErrorCode): void {
  socket.emit('socket:closing', closing(code));
  socket.disconnect(true);
}

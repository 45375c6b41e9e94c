import { rooms } from '@rollcall/contracts';
import type { RealtimeSocket } from '../../sockets/realtime/types.ts';
import type { Gateway, Input } from './handler.ts';

/** Ends a socket's watching. */
export async function leaveSession(gateway: Gateway, { socket, data }: Input<{ sessionId: string }>) {
  leave(gateway, socket, data.sessionId);
  return {};
}

export function leave({ watches }: Gateway, socket: RealtimeSocket, sessionId: string): void {
  void socket.leave(rooms.teachersOf(sessionId));
  void socket.leave(rooms.studentsOf(sessionId));
  socket.data.joined.delete(sessionId);
  watches.leave(sessionId, socket.id);
}

import { AppError } from '@rollcall/service-kit';
import type { Gateway, Input } from './handler.ts';

/** The socket lives on with a new access token of the same person. One that is refused changes nothing. */
export async function refreshToken({ guard }: Gateway, { socket, data }: Input<{ token: string }>) {
  const caller = await guard.verify(data.token);
  const { userId, role } = socket.data.caller;
  if (caller.userId !== userId || caller.role !== role) throw new AppError('unauthorized');
  socket.data.renew(caller, data.token);
  return { expiresAt: new Date(caller.expiresAtMs).toISOString() };
}

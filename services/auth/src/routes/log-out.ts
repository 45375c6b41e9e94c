import { type Caller, type Trace, tellAll } from '@rollcall/service-kit';
import type { Context } from '../context.ts';

export async function logOut(context: Context, { caller, trace }: { caller: Caller; trace: Trace }) {
  const { logInSessions, guard, bus, clock } = context;
  const { sessionId, expiresAtMs: forgetAtMs } = caller;
  await logInSessions.end(sessionId, new Date(clock.now()));
  guard.endSession(sessionId, forgetAtMs);
  await tellAll(bus, 'sessionEnded', { sessionId, forgetAtMs }, trace);
  return {};
}

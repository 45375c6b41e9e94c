import type { Stores } from '../context.ts';

/** A log-in session is good while nobody has ended it, its token has not expired and its user is not disabled. */
export async function isSessionActive(
  { logInSessions, users }: Pick<Stores, 'logInSessions' | 'users'>,
  sessionId: string,
  nowMs: number,
): Promise<boolean> {
  const session = await logInSessions.get(sessionId);
  if (!session || session.endedAt || session.tokenExpiresAt.getTime() <= nowMs) return false;
  const user = await users.byId(session.userId);
  return user !== null && !user.disabled;
}

import type { LogInSessionDocument } from '../store/log-in-sessions.ts';
import type { Stores } from '../store/stores.ts';
import type { UserDocument } from '../store/users.ts';

/** Whether a log-in session is still good. */
export async function isSessionActive(
  { logInSessions, users }: Pick<Stores, 'logInSessions' | 'users'>,
  sessionId: string,
  nowMs: number,
): Promise<boolean> {
  const session = await logInSessions.get(sessionId);
  return session !== null && isGood(session, await users.byId(session.userId), nowMs);
}

/**
 * A log-in session is good while nobody has ended it, its time is not over, and its user may log in with the credentials
 * of then.
 */
export function isGood(session: LogInSessionDocument, user: UserDocument | null, nowMs: number): user is UserDocument {
  return (
    session.endedAt === null &&
    endOf(session).getTime() > nowMs &&
    user !== null &&
    !user.disabled &&
    versionOf(user) === versionOf(session)
  );
}

/** When a session ends unless it is used; before version 2 of its document with its token. */
export function endOf(session: LogInSessionDocument): Date {
  return session.expiresAt ?? session.tokenExpiresAt;
}

/** Of documents without one it is 0. */
export function versionOf({ credentialsVersion }: { credentialsVersion?: number }): number {
  return credentialsVersion ?? 0;
}

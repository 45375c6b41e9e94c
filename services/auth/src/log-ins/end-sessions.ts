import type { SessionEndReason } from '@rollcall/contracts';
import { createEvent, type Trace, tellAll } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { versionOf } from '../policies/is-session-active.ts';
import type { LogInSessionDocument } from '../store/log-in-sessions.ts';
import type { UserDocument } from '../store/users.ts';

type Ending = Pick<LogInSessionDocument, '_id' | 'userId' | 'tokenExpiresAt'>;

/** Ends log-in sessions here and everywhere; the number of those that had not ended before. */
export async function endSessions(
  context: Context,
  sessions: Ending[],
  why: SessionEndReason,
  trace: Trace,
): Promise<number> {
  const { config, logInSessions, guard, bus, clock } = context;
  const nowMs = clock.now();
  const endings = sessions.map(({ _id: sessionId, userId }) => ({
    sessionId,
    event: createEvent(bus, 'userSessionEnded', userId, { userId, sessionId, why }, trace),
  }));
  const ended = await logInSessions.end(endings, new Date(nowMs), why);
  await Promise.all(
    sessions.map(({ _id: sessionId, tokenExpiresAt }) => {
      // A refresh at this very moment may have given out a token that lives longer than the one known here.
      const forgetAtMs = Math.max(tokenExpiresAt.getTime(), nowMs + config.ACCESS_TOKEN_TTL * 1000);
      guard.endSession(sessionId, forgetAtMs);
      return tellAll(bus, 'sessionEnded', { sessionId, forgetAtMs }, trace);
    }),
  );
  return ended;
}

/** Ends the sessions of a user, all or all but one; their number. */
export async function endSessionsOf(
  context: Context,
  { userId, except }: { userId: string; except?: string },
  why: SessionEndReason,
  trace: Trace,
): Promise<number> {
  const live = await context.logInSessions.liveOf(userId, new Date(context.clock.now()));
  const others = live.filter(({ _id }) => _id !== except);
  return endSessions(context, others, why, trace);
}

/**
 * Ends the sessions of a user that were opened with credentials before those of now. That this is to be done was stored
 * with the change itself: if the process dies before, another one does it.
 */
export async function endOutdatedSessions(context: Context, user: UserDocument, trace: Trace): Promise<void> {
  if (user.sessionsToEnd === undefined) return;
  const live = await context.logInSessions.liveOf(user._id, new Date(context.clock.now()));
  const outdated = live.filter((session) => versionOf(session) !== versionOf(user));
  await endSessions(context, outdated, user.sessionsToEnd, trace);
  await context.users.noteSessionsEnded(user);
}

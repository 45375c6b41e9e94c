import type { SessionEndReason } from '@rollcall/contracts';
import { createEvent, type Trace, tellAll } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { versionOf } from '../policies/is-session-active.ts';
import type { LogInSessionDocument } from '../store/log-in-sessions.ts';
import type { UserDocument } from '../store/users.ts';

/** Ends one log-in session here and everywhere; false when it had ended before. */
export async function endSession(
  context: Context,
  session: Pick<LogInSessionDocument, '_id' | 'userId' | 'tokenExpiresAt'>,
  why: SessionEndReason,
  trace: Trace,
): Promise<boolean> {
  const { logInSessions, guard, bus, clock } = context;
  const { _id: sessionId, userId } = session;
  const event = createEvent(bus, 'userSessionEnded', userId, { userId, sessionId, why }, trace);
  const ended = await logInSessions.end(sessionId, new Date(clock.now()), why, event);
  const forgetAtMs = session.tokenExpiresAt.getTime();
  guard.endSession(sessionId, forgetAtMs);
  await tellAll(bus, 'sessionEnded', { sessionId, forgetAtMs }, trace);
  void logInSessions.outbox.flush(sessionId);
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
  return endAll(
    context,
    live.filter(({ _id }) => _id !== except),
    why,
    trace,
  );
}

/**
 * Ends the sessions of a user that were opened with credentials before those of now. That this is to be done was stored
 * with the change itself: if the process dies before, another one does it.
 */
export async function endOutdatedSessions(context: Context, user: UserDocument, trace: Trace): Promise<void> {
  if (user.sessionsToEnd === undefined) return;
  const live = await context.logInSessions.liveOf(user._id, new Date(context.clock.now()));
  const outdated = live.filter((session) => versionOf(session) !== versionOf(user));
  await endAll(context, outdated, user.sessionsToEnd, trace);
  await context.users.noteSessionsEnded(user);
}

async function endAll(context: Context, sessions: LogInSessionDocument[], why: SessionEndReason, trace: Trace) {
  const ended = await Promise.all(sessions.map((session) => endSession(context, session, why, trace)));
  return ended.filter(Boolean).length;
}

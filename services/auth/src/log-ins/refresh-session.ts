import type { LoggedIn } from '@rollcall/contracts';
import { AppError, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { rotate, standingOf } from '../domain/refresh-family.ts';
import { decrypt, encrypt } from '../keys/key-cipher.ts';
import { hashToken } from '../keys/refresh-tokens.ts';
import { isGood } from '../policies/is-session-active.ts';
import { presentUser } from '../presenters/user.ts';
import type { LogInSessionDocument, SessionUse } from '../store/log-in-sessions.ts';
import { endSessions } from './end-sessions.ts';
import type { Client } from './open-session.ts';

export interface RefreshedSession extends LoggedIn {
  refreshToken: string;
  /** How long the refresh token is good unless it is used. */
  refreshExpiresAtMs: number;
}

interface Step {
  session: LogInSessionDocument;
  refreshToken: string;
}

/**
 * A new access token for a refresh token, with its successor. The newest token of its session gets a new successor; one
 * that was used lately, because an answer was lost, the same one again; any older one ends the session.
 */
export async function refreshSession(
  context: Context,
  token: string,
  client: Client,
  trace: Trace,
): Promise<RefreshedSession> {
  const sessionId = context.refreshTokens.sessionOf(token);
  if (sessionId === undefined) throw new AppError('refresh_token_invalid');
  for (;;) {
    const session = await context.logInSessions.get(sessionId);
    const user = session && (await context.users.byId(session.userId));
    if (!session?.refresh || !isGood(session, user, context.clock.now())) throw new AppError('refresh_token_invalid');
    const step = await take(context, session, token, client, trace);
    // Null: somebody else was faster. What the token is now stands in the store.
    if (step) return present(context, step, user._id);
  }
}

async function take(
  context: Context,
  session: LogInSessionDocument,
  token: string,
  client: Client,
  trace: Trace,
): Promise<Step | null> {
  const { logInSessions, clock } = context;
  const { _id: sessionId, refresh: family } = session;
  const hash = hashToken(token);
  if (!family) throw new AppError('refresh_token_invalid');
  const nowMs = clock.now();
  const use = useOf(context, session, client, nowMs);
  const standing = standingOf(family, hash, nowMs);
  if (standing.is === 'newest') {
    const refreshToken = context.refreshTokens.draw(sessionId);
    const successor = encrypt(successorKey(token, sessionId), Buffer.from(refreshToken));
    const next = rotate(family, hashToken(refreshToken), successor, nowMs);
    const rotated = await logInSessions.rotate(sessionId, hash, next, use);
    return rotated && { session: rotated, refreshToken };
  }
  if (standing.is === 'repeated') {
    const used = await logInSessions.noteUse(sessionId, use);
    const refreshToken = decrypt(successorKey(token, sessionId), standing.successor).toString();
    return used && { session: used, refreshToken };
  }
  context.log.warn(
    { sessionId, userId: session.userId, address: client.address },
    'refresh token used again: session ended',
  );
  await endSessions(context, [session], 'refresh-token-reused', trace);
  throw new AppError('refresh_token_invalid');
}

function successorKey(token: string, sessionId: string) {
  return { secret: token, purpose: 'refresh successors', label: sessionId } as const;
}

function useOf({ config }: Context, session: LogInSessionDocument, client: Client, nowMs: number): SessionUse {
  const maxMs = (session.maxExpiresAt ?? session.tokenExpiresAt).getTime();
  return {
    at: new Date(nowMs),
    tokenExpiresAt: new Date(Math.min(nowMs + config.ACCESS_TOKEN_TTL * 1000, maxMs)),
    expiresAt: new Date(Math.min(nowMs + config.LOG_IN_IDLE_TTL * 1000, maxMs)),
    address: client.address,
    userAgent: client.userAgent ?? null,
  };
}

/** The user is read again: whoever disables one ends the sessions after that, and may have missed the new token. */
async function present(context: Context, { session, refreshToken }: Step, userId: string): Promise<RefreshedSession> {
  const user = await context.users.byId(userId);
  const nowMs = context.clock.now();
  if (!isGood(session, user, nowMs)) throw new AppError('refresh_token_invalid');
  return {
    accessToken: context.issuer.issue(user, session),
    expiresInSeconds: Math.floor((session.tokenExpiresAt.getTime() - nowMs) / 1000),
    refreshToken,
    refreshExpiresAtMs: session.expiresAt?.getTime() ?? nowMs,
    user: presentUser(user),
  };
}

import { INSTITUTION_ID, type LoggedIn } from '@rollcall/contracts';
import { AppError, createEvent, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { hashToken } from '../keys/refresh-tokens.ts';
import { isGood, versionOf } from '../policies/is-session-active.ts';
import { presentUser } from '../presenters/user.ts';
import { LOG_IN_SESSION_SCHEMA_VERSION, type LogInSessionDocument } from '../store/log-in-sessions.ts';
import type { UserDocument } from '../store/users.ts';

export interface Client {
  address: string;
  userAgent: string | undefined;
}

export interface OpenedSession extends LoggedIn {
  refreshToken: string;
  /** How long the refresh token is good unless it is used. */
  refreshExpiresAtMs: number;
  deviceToken: string;
}

/** Opens a log-in session of somebody whose password was right. */
export async function openSession(
  context: Context,
  user: UserDocument,
  client: Client,
  trace: Trace,
): Promise<OpenedSession> {
  const { config, clock, ids, refreshTokens, knownDevices, issuer } = context;
  const nowMs = clock.now();
  const sessionId = ids.objectId();
  const refreshToken = refreshTokens.draw(sessionId);
  const refreshExpiresAtMs = nowMs + Math.min(config.LOG_IN_IDLE_TTL, config.LOG_IN_MAX_TTL) * 1000;
  const session = await insert(context, user, client, trace, {
    _id: sessionId,
    kind: 'standard',
    tokenExpiresAt: new Date(nowMs + config.ACCESS_TOKEN_TTL * 1000),
    expiresAt: new Date(refreshExpiresAtMs),
    maxExpiresAt: new Date(nowMs + config.LOG_IN_MAX_TTL * 1000),
    refresh: { hash: hashToken(refreshToken), previous: [] },
  });
  return {
    accessToken: issuer.issue(user, session),
    expiresInSeconds: config.ACCESS_TOKEN_TTL,
    refreshToken,
    refreshExpiresAtMs,
    deviceToken: knownDevices.issue({ userId: user._id, credentialsVersion: versionOf(user) }, nowMs),
    user: presentUser(user),
  };
}

/** Opens a session without refresh tokens, for clients that know the classic contract alone; its access token. */
export async function openClassicSession(
  context: Context,
  user: UserDocument,
  client: Client,
  trace: Trace,
): Promise<string> {
  const end = new Date(context.clock.now() + context.config.CLASSIC_TOKEN_TTL * 1000);
  const times = { tokenExpiresAt: end, expiresAt: end, maxExpiresAt: end };
  const session = await insert(context, user, client, trace, {
    _id: context.ids.objectId(),
    kind: 'classic',
    ...times,
  });
  return context.issuer.issue(user, session);
}

type OwnFields = Pick<
  LogInSessionDocument,
  '_id' | 'kind' | 'tokenExpiresAt' | 'expiresAt' | 'maxExpiresAt' | 'refresh'
>;

async function insert(
  context: Context,
  user: UserDocument,
  client: Client,
  trace: Trace,
  own: OwnFields,
): Promise<LogInSessionDocument> {
  const { clock, bus, logInSessions, users } = context;
  const now = new Date(clock.now());
  const actor = { userId: user._id, role: user.role };
  const data = { userId: user._id, sessionId: own._id };
  const session: LogInSessionDocument = {
    schemaVersion: LOG_IN_SESSION_SCHEMA_VERSION,
    institutionId: INSTITUTION_ID,
    userId: user._id,
    credentialsVersion: versionOf(user),
    createdAt: now,
    lastUsedAt: now,
    endedAt: null,
    address: client.address,
    userAgent: client.userAgent ?? null,
    ...own,
    outbox: [createEvent(bus, 'userLoggedIn', user._id, data, { ...trace, actor })],
  };
  await logInSessions.insert(session);
  // Whoever disables a user or changes a password does that first and then ends the sessions; here it is the other way
  // round, so that one of the two sees the other.
  const latest = await users.change(user._id, { set: { lastLogInAt: now } });
  if (latest === null || typeof latest === 'string' || !isGood(session, latest, clock.now())) {
    throw new AppError('invalid_credentials');
  }
  void logInSessions.outbox.flush(session._id);
  return session;
}

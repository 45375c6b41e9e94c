import { INSTITUTION_ID } from '@rollcall/contracts';
import type { Context } from '../context.ts';
import { type Credentials, checkCredentials } from '../policies/check-credentials.ts';
import { presentUser } from '../presenters/user.ts';
import type { LogInSessionDocument } from '../store/log-in-sessions.ts';

interface LogIn {
  body: Credentials;
  client: { address: string; userAgent: string | undefined };
}

export async function logIn(context: Context, input: LogIn) {
  const { token, user } = await openSession(context, input, 'standard');
  return { accessToken: token, expiresInSeconds: context.config.ACCESS_TOKEN_TTL, user };
}

export function classicLogIn(context: Context, input: LogIn) {
  return openSession(context, input, 'classic');
}

export async function bareLogIn(context: Context, input: LogIn) {
  const { token } = await openSession(context, input, 'classic');
  return { token, type: 'bearer' as const };
}

async function openSession(context: Context, { body, client }: LogIn, kind: LogInSessionDocument['kind']) {
  const { config, clock, ids, users, logInSessions, issuer, throttles } = context;
  await throttles.countSignIn(client.address);
  const user = await checkCredentials(context, body, client.address);
  const ttlSeconds = kind === 'classic' ? config.CLASSIC_TOKEN_TTL : config.ACCESS_TOKEN_TTL;
  const nowMs = clock.now();
  const session: LogInSessionDocument = {
    _id: ids.objectId(),
    schemaVersion: 1,
    institutionId: INSTITUTION_ID,
    userId: user._id,
    kind,
    createdAt: new Date(nowMs),
    tokenExpiresAt: new Date(nowMs + ttlSeconds * 1000),
    endedAt: null,
    address: client.address,
    userAgent: client.userAgent ?? null,
  };
  await Promise.all([logInSessions.insert(session), users.noteLogIn(user._id, session.createdAt)]);
  return { token: issuer.issue(user, session), user: presentUser(user) };
}

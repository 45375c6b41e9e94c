import type { LoggedIn } from '@rollcall/contracts';
import type { CookieJar, Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { type Client, openClassicSession, openSession } from '../log-ins/open-session.ts';
import { type Credentials, checkCredentials } from '../policies/check-credentials.ts';
import { presentUser } from '../presenters/user.ts';
import type { UserDocument } from '../store/users.ts';
import { handOut, readDeviceCookie } from './cookies.ts';

interface LogIn {
  body: Credentials & { deviceToken?: string | undefined };
  client: Client;
  trace: Trace;
  cookies?: CookieJar | undefined;
}

export async function logIn(context: Context, { body, client, trace, cookies }: LogIn): Promise<LoggedIn> {
  const deviceToken = cookies ? readDeviceCookie(cookies) : body.deviceToken;
  const user = await authenticate(context, body, { ...client, deviceToken }, trace);
  return handOut(cookies, await openSession(context, user, client, trace), context.clock.now());
}

export async function classicLogIn(context: Context, { body, client, trace }: LogIn) {
  const user = await authenticate(context, body, client, trace);
  return { token: await openClassicSession(context, user, client, trace), user: presentUser(user) };
}

export async function bareLogIn(context: Context, input: LogIn) {
  const { token } = await classicLogIn(context, input);
  return { token, type: 'bearer' as const };
}

async function authenticate(
  context: Context,
  body: Credentials,
  client: { address: string; deviceToken?: string | undefined },
  trace: Trace,
): Promise<UserDocument> {
  await context.throttles.countSignIn(client.address);
  const user = await checkCredentials(context, body, client, trace);
  if (context.passwords.isOutdated(body.password, user)) await renewHash(context, user, body.password);
  return user;
}

/** The only moment when the password is known. What goes wrong here is done at the next log-in. */
async function renewHash({ users, passwords, log }: Context, user: UserDocument, password: string): Promise<void> {
  try {
    const stored = await passwords.queue.run(user._id, () => passwords.hash(password));
    await users.renewHash(user._id, user.passwordHash, stored);
  } catch (error) {
    log.warn({ err: error, userId: user._id }, 'password hash: not renewed');
  }
}

import { AppError, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { toEmailKey } from '../domain/email.ts';
import { toUsernameKey } from '../domain/username.ts';
import { tellFailedLogIn } from '../log-ins/tell-failed-log-in.ts';
import type { UserDocument } from '../store/users.ts';
import type { Guesser } from '../throttles.ts';
import { versionOf } from './is-session-active.ts';

export interface Credentials {
  email?: string | undefined;
  username?: string | undefined;
  password: string;
}

export interface LogInClient {
  address: string;
  /** What a device showed that it got at a log-in before. */
  deviceToken?: string | undefined;
}

type Needed = Pick<Context, 'users' | 'passwords' | 'throttles' | 'knownDevices' | 'clock' | 'bus' | 'log'>;

/**
 * The user of an e-mail address or username and a password. One answer, after the same time, for all that is wrong:
 * unknown, disabled, without a password, another password.
 */
export async function checkCredentials(
  context: Needed,
  { email, username, password }: Credentials,
  client: LogInClient,
  trace: Trace,
): Promise<UserDocument> {
  const { users, clock, knownDevices } = context;
  const key = email === undefined ? toUsernameKey(username ?? '') : toEmailKey(email);
  const user = email === undefined ? await users.byUsernameKey(key) : await users.byEmailKey(key);
  const account = user && { userId: user._id, credentialsVersion: versionOf(user) };
  const guesser = {
    account: user?._id ?? key,
    address: client.address,
    knownDevice: account ? knownDevices.read(client.deviceToken, account, clock.now()) : undefined,
  };
  const isRight = await isRightPassword(context, guesser, user, password);
  if (user && isRight) return user;
  if (user) tellFailedLogIn(context, user._id, trace);
  throw new AppError('invalid_credentials');
}

/** Whether a password is that of a user who may log in; a wrong one counts against whoever gave it. */
export async function isRightPassword(
  { passwords, throttles }: Pick<Needed, 'passwords' | 'throttles'>,
  guesser: Guesser,
  user: UserDocument | null,
  password: string,
): Promise<boolean> {
  await throttles.checkGuesses(guesser);
  const compare = async () => (await passwords.matches(password, user)) && user?.disabled === false;
  return passwords.queue.run(guesser.account, () => throttles.guess(guesser, compare));
}

import { AppError } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { toEmailKey } from '../domain/email.ts';
import type { UserDocument } from '../store/users.ts';

export interface Credentials {
  email: string;
  password: string;
}

/** The user of an e-mail address and a password. One answer for all that is wrong: unknown, disabled, another password. */
export async function checkCredentials(
  { users, passwords, throttles }: Pick<Context, 'users' | 'passwords' | 'throttles'>,
  { email, password }: Credentials,
  address: string,
): Promise<UserDocument> {
  const emailKey = toEmailKey(email);
  const [user] = await Promise.all([users.byEmailKey(emailKey), throttles.checkAccount(emailKey)]);
  const compare = async () => (await passwords.matches(password, user)) && user?.disabled === false;
  const good = await passwords.queue.run(emailKey, () => throttles.guess(emailKey, address, compare));
  if (!good || !user) throw new AppError('invalid_credentials');
  return user;
}

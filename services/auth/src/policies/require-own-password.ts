import { AppError } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import type { UserDocument } from '../store/users.ts';
import { isRightPassword } from './check-credentials.ts';

/** Throws `wrong_password` unless somebody who is logged in knows the password too; guesses count like those of log-ins. */
export async function requireOwnPassword(
  context: Pick<Context, 'passwords' | 'throttles'>,
  user: UserDocument,
  password: string,
  address: string,
): Promise<void> {
  const guesser = { account: user._id, address, knownDevice: undefined };
  if (!(await isRightPassword(context, guesser, user, password))) throw new AppError('wrong_password');
}

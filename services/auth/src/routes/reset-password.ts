import { AppError, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { hashToken } from '../keys/refresh-tokens.ts';
import { setPassword } from '../passwords/set-password.ts';
import { versionOf } from '../policies/is-session-active.ts';

interface ResetPassword {
  body: { token: string; password: string };
  client: { address: string };
  trace: Trace;
}

export async function resetPassword(context: Context, { body, client, trace }: ResetPassword) {
  const { throttles, passwordPolicy, passwordLinks, passwords, users, clock } = context;
  await throttles.countSignIn(client.address);
  passwordPolicy.check(body.password);
  const link = await passwordLinks.get(hashToken(body.token), new Date(clock.now()));
  const user = link && (await users.byId(link.userId));
  const isGood = user && !user.disabled && versionOf(user) === link.credentialsVersion;
  if (!isGood) throw new AppError('reset_token_invalid');
  const stored = await passwords.queue.run(user._id, () => passwords.hash(body.password));
  const actor = { userId: user._id, role: user.role };
  // The new credentials use the link up, in the same write: of two at once one comes too late.
  const changed = await setPassword(context, user, { stored, how: link.purpose }, { ...trace, actor });
  if (!changed) throw new AppError('reset_token_invalid');
  return {};
}

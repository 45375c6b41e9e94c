import type { Context } from '../context.ts';
import { toEmailKey } from '../domain/email.ts';

interface ForgotPassword {
  body: { email: string };
  client: { address: string };
}

/** The same is done for an address that nobody has: whoever asks learns nothing, not even from the time that it takes. */
export async function forgotPassword(context: Context, { body, client }: ForgotPassword) {
  const { throttles, users, ids, mailQueue } = context;
  await throttles.countSignIn(client.address);
  const emailKey = toEmailKey(body.email);
  const [user, mayMail] = await Promise.all([users.byEmailKey(emailKey), throttles.mayMailLink(emailKey)]);
  if (mayMail) await mailQueue.add({ kind: 'password-reset', userId: user?._id ?? ids.objectId() });
  return {};
}

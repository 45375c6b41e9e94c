import { createEvent, type Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { requireFree } from '../edit-user.ts';
import { endOutdatedSessions } from '../log-ins/end-sessions.ts';
import { enqueueMail } from '../mail/enqueue-mail.ts';
import { versionOf } from '../policies/is-session-active.ts';
import type { UserDocument } from '../store/users.ts';
import type { StoredPassword } from './passwords.ts';

interface NewPassword {
  stored: StoredPassword;
  how: 'changed' | 'reset' | 'invitation';
}

/**
 * Stores a new password, ends all log-ins and links of its owner, and tells the owner by mail. Null when the credentials
 * of `user` were changed meanwhile: then nothing is done.
 */
export async function setPassword(
  context: Context,
  user: UserDocument,
  { stored, how }: NewPassword,
  trace: Trace,
): Promise<UserDocument | null> {
  const { _id: userId } = user;
  const event = createEvent(context.bus, 'userPasswordChanged', userId, { userId, how }, trace);
  const newCredentials = { why: 'password-changed', after: versionOf(user) } as const;
  const change = await context.users.change(userId, { set: stored, newCredentials, events: [event] });
  if (change === null) return null;
  const changed = requireFree(change);
  await endOutdatedSessions(context, changed, trace);
  await context.passwordLinks.removeOf(userId);
  if (how !== 'invitation') await enqueueMail(context, { kind: 'password-changed', userId });
  void context.users.outbox.flush(userId);
  return changed;
}

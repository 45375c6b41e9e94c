import type { Context } from '../context.ts';
import { toEmailKey } from '../domain/email.ts';

export async function usersByEmail({ users }: Context, { emails }: { emails: string[] }) {
  const asked = new Map(emails.map((email) => [toEmailKey(email), email]));
  const found = await users.byEmailKeys([...asked.keys()]);
  return {
    users: found.map(({ _id, name, email, emailKey, role, disabled }) => ({
      _id,
      name,
      email,
      role,
      disabled,
      asked: asked.get(emailKey) ?? email,
    })),
  };
}

import type { Context } from '../context.ts';
import { toEmailKey } from '../domain/email.ts';
import { presentPerson } from '../presenters/user.ts';

export async function usersByEmail({ users }: Context, { emails }: { emails: string[] }) {
  const asked = new Map(emails.map((email) => [toEmailKey(email), email]));
  const found = await users.byEmailKeys([...asked.keys()]);
  return {
    users: found.map((user) => ({ ...presentPerson(user), asked: asked.get(user.emailKey) ?? user.email })),
  };
}

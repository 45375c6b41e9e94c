import { INSTITUTION_ID, type Role } from '@rollcall/contracts';
import { createEvent, type Trace } from '@rollcall/service-kit';
import type { Context } from './context.ts';
import { toEmailKey } from './domain/email.ts';
import type { UserDocument } from './store/users.ts';

export interface NewUser {
  name: string;
  email: string;
  password: string;
  role: Role;
}

/** Stores a user with the event that says so; null when the e-mail address is taken, which the unique index decides. */
export async function createUser(
  context: Context,
  { name, email, password, role }: NewUser,
  trace: Trace,
): Promise<UserDocument | null> {
  const { users, passwords, ids, clock, bus } = context;
  const emailKey = toEmailKey(email);
  if (await users.byEmailKey(emailKey)) return null;
  const stored = await passwords.queue.run(emailKey, () => passwords.hash(password));
  const userId = ids.objectId();
  const user: UserDocument = {
    _id: userId,
    schemaVersion: 1,
    institutionId: INSTITUTION_ID,
    name,
    email,
    emailKey,
    ...stored,
    role,
    disabled: false,
    createdAt: new Date(clock.now()),
    lastLogInAt: null,
    outbox: [createEvent(bus, 'userCreated', userId, { userId, role }, trace)],
  };
  if (!(await users.insert(user))) return null;
  void users.outbox.flush(userId);
  return user;
}

import { INSTITUTION_ID, type Role } from '@rollcall/contracts';
import { createEvent, type Trace } from '@rollcall/service-kit';
import type { Context } from './context.ts';
import { toEmailKey } from './domain/email.ts';
import { identityFields } from './domain/identity.ts';
import { requireFree } from './edit-user.ts';
import type { MaybeStored } from './passwords/passwords.ts';
import { USER_SCHEMA_VERSION, type UserDocument } from './store/users.ts';

export interface NewUser {
  name: string;
  email: string;
  username?: string | undefined;
  studentNumber?: string | undefined;
  /** Without one nobody can log in until a link to set one was followed. */
  password?: string | undefined;
  role: Role;
  importId?: string | undefined;
}

type Needed = Pick<Context, 'users' | 'passwords' | 'ids' | 'clock' | 'bus'>;

/**
 * Stores a user with the event that says so. Throws `email_taken`, `username_taken` or `student_number_taken`, which the
 * unique indexes decide.
 */
export async function createUser(context: Needed, wanted: NewUser, trace: Trace): Promise<UserDocument> {
  const { users, passwords } = context;
  const { password } = wanted;
  const emailKey = toEmailKey(wanted.email);
  // Saves a hash: the index decides.
  if (password !== undefined && (await users.byEmailKey(emailKey))) requireFree('email');
  const stored =
    password === undefined ? noPassword : await passwords.queue.run(emailKey, () => passwords.hash(password));
  const user = newUserDocument(context, wanted, stored, trace);
  const taken = await users.insert(user);
  if (taken) requireFree(taken);
  void users.outbox.flush(user._id);
  return user;
}

/** What somebody has who was invited or imported. */
export const noPassword = { passwordHash: null, passwordScheme: null };

/** The document of somebody new, with the event that says so. */
export function newUserDocument(
  { ids, clock, bus }: Pick<Context, 'ids' | 'clock' | 'bus'>,
  { name, email, username, studentNumber, role, importId }: NewUser,
  stored: MaybeStored,
  trace: Trace,
): UserDocument {
  const userId = ids.objectId();
  return {
    _id: userId,
    schemaVersion: USER_SCHEMA_VERSION,
    institutionId: INSTITUTION_ID,
    ...identityFields({ name, email, username: username ?? null, studentNumber: studentNumber ?? null }),
    ...stored,
    credentialsVersion: 0,
    role,
    disabled: false,
    createdAt: new Date(clock.now()),
    lastLogInAt: null,
    ...(importId !== undefined && { importId }),
    outbox: [createEvent(bus, 'userCreated', userId, { userId, role }, trace)],
  };
}

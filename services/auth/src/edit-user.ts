import type { Role } from '@rollcall/contracts';
import { AppError, createEvent, type Trace } from '@rollcall/service-kit';
import type { Context } from './context.ts';
import { type Identity, identityFields } from './domain/identity.ts';
import { takesAdministratorAway } from './policies/takes-administrator-away.ts';
import type { UniqueField, UserChange, UserDocument } from './store/users.ts';

const ATTEMPTS = 5;

/** What may be edited; null takes away, undefined leaves. */
export interface UserEdit {
  name?: string | undefined;
  email?: string | undefined;
  username?: string | null | undefined;
  studentNumber?: string | null | undefined;
  role?: Role | undefined;
  disabled?: boolean | undefined;
}

/**
 * Edits a user in one write, with an event for each kind of change. Another role and disabling make all log-ins worthless;
 * to end them at once is the caller's part. Throws when something belongs to somebody else, the user is gone, or no
 * administrator would be left.
 */
export async function editUser(
  context: Context,
  user: UserDocument,
  edit: UserEdit,
  why: string | undefined,
  trace: Trace,
): Promise<UserDocument> {
  const { users } = context;
  let current: UserDocument | null = user;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (!current) throw new AppError('user_not_found');
    const changes = changesOf(current, edit);
    if (Object.keys(changes).length === 0) return current;
    const change: UserChange = {
      ...fieldsOf(current, changes),
      expected: { ...identityOf(current), role: current.role, disabled: current.disabled },
      events: eventsOf(context, current, changes, why, trace),
      ...((changes.role || changes.disabled) && {
        newCredentials: { why: changes.disabled ? 'user-disabled' : 'role-changed' },
      }),
    };
    const apply = takesAdministratorAway(current, changes) ? users.changeUnlessLastAdmin : users.change;
    const changed = await apply(current._id, change);
    if (changed === false) throw new AppError('last_admin');
    if (changed !== null) {
      void users.outbox.flush(user._id);
      return requireFree(changed);
    }
    // Somebody else was faster: what is to be done depends on what they left.
    current = await users.byId(user._id);
  }
  throw new AppError('try_again');
}

const takenErrors = {
  email: 'email_taken',
  username: 'username_taken',
  studentNumber: 'student_number_taken',
} as const;

/** The user that a change left; throws when there is none, or when something belongs to somebody else. */
export function requireFree(changed: UserDocument | UniqueField | null): UserDocument {
  if (changed === null) throw new AppError('user_not_found');
  if (typeof changed === 'string') throw new AppError(takenErrors[changed]);
  return changed;
}

function identityOf({ name, email, username = null, studentNumber = null }: UserDocument): Identity {
  return { name, email, username, studentNumber };
}

/** What of an edit is not so already. */
function changesOf(user: UserDocument, edit: UserEdit): UserEdit {
  const current = { ...identityOf(user), role: user.role, disabled: user.disabled };
  const fields = Object.keys(current) as (keyof typeof current)[];
  const changed = fields.filter((field) => edit[field] !== undefined && edit[field] !== current[field]);
  return Object.fromEntries(changed.map((field) => [field, edit[field]]));
}

function fieldsOf(user: UserDocument, { role, disabled, ...changes }: UserEdit): Pick<UserChange, 'set' | 'unset'> {
  const identity = { ...identityOf(user), ...changes } as Identity;
  return {
    set: {
      ...(Object.keys(changes).length > 0 && identityFields(identity)),
      ...(role !== undefined && { role }),
      ...(disabled !== undefined && { disabled }),
    },
    unset: [
      ...(changes.username === null ? (['username', 'usernameKey'] as const) : []),
      ...(changes.studentNumber === null ? (['studentNumber'] as const) : []),
    ],
  };
}

function eventsOf(
  { bus }: Context,
  user: UserDocument,
  { role, disabled, ...changes }: UserEdit,
  why: string | undefined,
  trace: Trace,
) {
  const { _id: userId } = user;
  const about = { userId, ...(why !== undefined && { why }) };
  const fields = Object.keys(changes);
  return [
    ...(fields.length > 0 ? [createEvent(bus, 'userEdited', userId, { ...about, fields }, trace)] : []),
    ...(role ? [createEvent(bus, 'userRoleChanged', userId, { ...about, from: user.role, to: role }, trace)] : []),
    ...(disabled === true ? [createEvent(bus, 'userDisabled', userId, about, trace)] : []),
    ...(disabled === false ? [createEvent(bus, 'userEnabled', userId, about, trace)] : []),
  ];
}

import type { Role, SessionEndReason } from '@rollcall/contracts';
import {
  type Bus,
  createOutbox,
  isDuplicateKey,
  outboxField,
  outboxIndex,
  type PendingEvent,
  type WithOutbox,
} from '@rollcall/service-kit';
import { type ClientSession, type Connection, mongo, Schema } from 'mongoose';
import type { PasswordScheme } from '../domain/password.ts';
import { searchFilter, type UserSearch } from './user-search.ts';

export const USER_SCHEMA_VERSION = 2;

export interface UserDocument extends WithOutbox {
  _id: string;
  schemaVersion: number;
  institutionId: string;
  name: string;
  /** What people are put in order by. Missing before version 2. */
  nameKey?: string;
  /** What a search looks for. Missing before version 2. */
  searchKeys?: string[];
  /** As written. */
  email: string;
  /** What addresses are compared by. */
  emailKey: string;
  /** As written; missing or null for none. */
  username?: string | null;
  /** What usernames are compared by; missing where there is none. */
  usernameKey?: string;
  studentNumber?: string | null;
  /** Null until somebody who was invited or imported has set a password. */
  passwordHash: string | null;
  passwordScheme: PasswordScheme | null;
  /** Counts up whenever all log-ins of this person end; a log-in of another version is not good. Missing: 0. */
  credentialsVersion?: number;
  role: Role;
  disabled: boolean;
  createdAt: Date;
  lastLogInAt: Date | null;
  /** The import that made the account. */
  importId?: string;
  /** Why log-ins of former credentials are to end, until that is done. */
  sessionsToEnd?: SessionEndReason;
}

/** What people are told apart by. Without a username or a number, those are missing. */
export interface UniqueKeys {
  emailKey: string;
  usernameKey?: string | undefined;
  studentNumber?: string | undefined;
}

export type KeyHolder = Pick<UserDocument, '_id' | 'emailKey' | 'usernameKey' | 'studentNumber' | 'importId'>;

/** Values that belong to one person alone. */
export type UniqueField = 'email' | 'username' | 'studentNumber';

export interface UserChange {
  set?: Partial<UserDocument>;
  /** Fields to be removed. */
  unset?: (keyof UserDocument)[];
  /** Makes what was issued for the credentials so far worthless, and says why; only if they are of this version, if one is given. */
  newCredentials?: { why: SessionEndReason; after?: number };
  /** Only if these fields are still like this; null for those that are missing. */
  expected?: Partial<Pick<UserDocument, 'name' | 'email' | 'username' | 'studentNumber' | 'role' | 'disabled'>>;
  /** What has happened, published after the commit. */
  events?: PendingEvent[];
}

const byName = { locale: 'en' };
const required = { type: String, required: true };
const optional = { type: String, default: undefined };

const schema = new Schema<UserDocument>(
  {
    _id: required,
    schemaVersion: { type: Number, required: true },
    institutionId: required,
    name: required,
    nameKey: optional,
    searchKeys: { type: [String], default: undefined },
    email: required,
    emailKey: required,
    username: optional,
    usernameKey: optional,
    studentNumber: optional,
    passwordHash: { type: String, default: null },
    passwordScheme: { type: String, default: null },
    credentialsVersion: { type: Number, default: 0 },
    role: required,
    disabled: { type: Boolean, required: true },
    createdAt: { type: Date, required: true },
    lastLogInAt: { type: Date, default: null },
    importId: optional,
    sessionsToEnd: optional,
    ...outboxField,
  },
  { collection: 'users', versionKey: false, strict: 'throw' },
);
schema.index({ emailKey: 1 }, { unique: true });
// Any text is greater than the empty one; of `$type` the planner does not see that a text it looks for is in the index.
schema.index({ usernameKey: 1 }, { unique: true, partialFilterExpression: { usernameKey: { $gt: '' } } });
schema.index({ studentNumber: 1 }, { unique: true, partialFilterExpression: { studentNumber: { $gt: '' } } });
schema.index({ role: 1, disabled: 1, name: 1, _id: 1 }, { collation: byName });
schema.index({ nameKey: 1, _id: 1 });
schema.index({ role: 1, nameKey: 1, _id: 1 });
schema.index({ searchKeys: 1 });
schema.index({ sessionsToEnd: 1 }, { sparse: true });
schema.index(...outboxIndex);

export const userModel = (connection: Connection) => connection.model<UserDocument>('User', schema);

export type Users = ReturnType<typeof createUsers>;

/** The users in MongoDB. */
export function createUsers(connection: Connection, bus: Bus) {
  const model = userModel(connection);

  function change(userId: string, wanted: UserChange, session?: ClientSession) {
    const filter = { _id: userId, ...wanted.expected, ...ofVersion(wanted.newCredentials?.after) };
    return model
      .findOneAndUpdate(filter, updateOf(wanted), { returnDocument: 'after', ...(session && { session }) })
      .lean<UserDocument>();
  }

  return {
    outbox: createOutbox(bus, model),

    /** Null when it was stored, else what belongs to somebody else. */
    async insert(user: UserDocument): Promise<UniqueField | null> {
      try {
        await model.create(user);
        return null;
      } catch (error) {
        return takenField(error);
      }
    },

    /**
     * Stores many at once, all that unique indexes let in; the positions of those that they did not. Throws when anything
     * else goes wrong; some may be stored then.
     */
    async insertMany(users: UserDocument[]): Promise<number[]> {
      try {
        // Not through mongoose, which would take longer to check them than MongoDB to store them.
        await connection.collection<UserDocument>('users').insertMany(users, { ordered: false });
        return [];
      } catch (error) {
        if (!(error instanceof mongo.MongoBulkWriteError) || !isDuplicateKey(error)) throw error;
        return [error.writeErrors].flat().map(({ index }) => index);
      }
    },

    /** The user after a change, or what belongs to somebody else; null when there is no such user, or not as expected. */
    async change(userId: string, wanted: UserChange): Promise<UserDocument | UniqueField | null> {
      try {
        return await change(userId, wanted);
      } catch (error) {
        return takenField(error);
      }
    },

    /** Puts a hash of the same password in the place of `former`, unless that has been changed meanwhile. */
    async renewHash(
      userId: string,
      former: string | null,
      stored: Pick<UserDocument, 'passwordHash' | 'passwordScheme'>,
    ): Promise<void> {
      await model.updateOne({ _id: userId, passwordHash: former }, { $set: stored });
    },

    /** Some of those whose log-ins of former credentials are still to end. */
    withSessionsToEnd: (limit: number) =>
      model
        .find({ sessionsToEnd: { $exists: true } })
        .limit(limit)
        .lean<UserDocument[]>(),

    /** Notes that the log-ins of credentials before these have ended. */
    async noteSessionsEnded({ _id, credentialsVersion = 0 }: UserDocument): Promise<void> {
      await model.updateOne({ _id, ...ofVersion(credentialsVersion) }, { $unset: { sessionsToEnd: 1 } });
    },

    /** Applies a change that takes an administrator away, unless nobody else would be one: then false. */
    async changeUnlessLastAdmin(
      userId: string,
      wanted: UserChange,
    ): Promise<UserDocument | UniqueField | null | false> {
      const guards = connection.collection<{ _id: string }>('guards');
      try {
        return await connection.transaction(async (session) => {
          // Two administrators who remove each other at once both write this, so that one of them has to look again.
          await guards.updateOne({ _id: 'administrators' }, { $inc: { changes: 1 } }, { upsert: true, session });
          const others = await model
            .countDocuments({ role: 'admin', disabled: false, _id: { $ne: userId } })
            .session(session);
          return others > 0 && change(userId, wanted, session);
        });
      } catch (error) {
        return takenField(error);
      }
    },

    byId: (userId: string) => model.findById(userId).lean<UserDocument>(),

    byEmailKey: (emailKey: string) => model.findOne({ emailKey }).lean<UserDocument>(),

    byUsernameKey: (usernameKey: string) => model.findOne({ usernameKey }).lean<UserDocument>(),

    byIds: (userIds: string[]) =>
      model
        .find({ _id: { $in: userIds } }, { name: 1, email: 1, role: 1, disabled: 1, studentNumber: 1 })
        .lean<UserDocument[]>(),

    byEmailKeys: (emailKeys: string[]) =>
      model
        .find(
          { emailKey: { $in: emailKeys } },
          { name: 1, email: 1, emailKey: 1, role: 1, disabled: 1, studentNumber: 1, importId: 1 },
        )
        .lean<UserDocument[]>(),

    byStudentNumbers: (studentNumbers: string[]) =>
      model
        .find(
          { studentNumber: { $in: studentNumbers, $gt: '' } },
          { name: 1, email: 1, role: 1, disabled: 1, studentNumber: 1 },
        )
        .lean<UserDocument[]>(),

    /** Those who have one of the keys already. */
    async holdersOf(keys: UniqueKeys[]): Promise<KeyHolder[]> {
      const projection = { emailKey: 1, usernameKey: 1, studentNumber: 1, importId: 1 };
      const holders = await Promise.all(
        (['emailKey', 'usernameKey', 'studentNumber'] as const).map((field) => {
          const values = keys.flatMap((one) => one[field] ?? []);
          return values.length === 0 ? [] : model.find({ [field]: { $in: values } }, projection).lean<KeyHolder[]>();
        }),
      );
      return holders.flat();
    },

    /** Students who may log in, by name. */
    students: (limit: number) =>
      model
        .find({ role: 'student', disabled: false }, { name: 1, email: 1 })
        .sort({ name: 1, _id: 1 })
        .collation(byName)
        .limit(limit)
        .lean<UserDocument[]>(),

    /** A page of people by name. */
    search: (search: UserSearch) =>
      model.find(searchFilter(search)).sort({ nameKey: 1, _id: 1 }).limit(search.limit).lean<UserDocument[]>(),
  };
}

function updateOf({ set, unset = [], newCredentials, events = [] }: UserChange) {
  const fields = { ...set, ...(newCredentials && { sessionsToEnd: newCredentials.why }) };
  return {
    ...(Object.keys(fields).length > 0 && { $set: fields }),
    ...(unset.length > 0 && { $unset: Object.fromEntries(unset.map((field) => [field, 1])) }),
    ...(newCredentials && { $inc: { credentialsVersion: 1 } }),
    ...(events.length > 0 && { $push: { outbox: { $each: events } } }),
  };
}

/** Documents without a version have 0. */
function ofVersion(version: number | undefined) {
  return version === undefined ? {} : { credentialsVersion: version === 0 ? { $in: [0, null] } : version };
}

const fieldOfIndex: Record<string, UniqueField> = {
  emailKey: 'email',
  usernameKey: 'username',
  studentNumber: 'studentNumber',
};

function takenField(error: unknown): UniqueField {
  const [index = ''] = Object.keys((error as { keyPattern?: object }).keyPattern ?? {});
  const field = fieldOfIndex[index];
  if (!isDuplicateKey(error) || !field) throw error;
  return field;
}

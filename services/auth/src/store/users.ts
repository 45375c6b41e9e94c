import type { Role } from '@rollcall/contracts';
import {
  type Bus,
  createOutbox,
  isDuplicateKey,
  outboxField,
  outboxIndex,
  type WithOutbox,
} from '@rollcall/service-kit';
import { type Connection, Schema } from 'mongoose';
import type { PasswordScheme } from '../domain/password.ts';

export interface UserDocument extends WithOutbox {
  _id: string;
  schemaVersion: number;
  institutionId: string;
  name: string;
  /** As written at sign-up. */
  email: string;
  /** What addresses are compared by. */
  emailKey: string;
  passwordHash: string;
  passwordScheme: PasswordScheme;
  role: Role;
  disabled: boolean;
  createdAt: Date;
  lastLogInAt: Date | null;
}

const byName = { locale: 'en' };

const schema = new Schema<UserDocument>(
  {
    _id: { type: String, required: true },
    schemaVersion: { type: Number, required: true },
    institutionId: { type: String, required: true },
    name: { type: String, required: true },
    email: { type: String, required: true },
    emailKey: { type: String, required: true },
    passwordHash: { type: String, required: true },
    passwordScheme: { type: String, required: true },
    role: { type: String, required: true },
    disabled: { type: Boolean, required: true },
    createdAt: { type: Date, required: true },
    lastLogInAt: { type: Date, default: null },
    ...outboxField,
  },
  { collection: 'users', versionKey: false, strict: 'throw' },
);
schema.index({ emailKey: 1 }, { unique: true });
schema.index({ role: 1, disabled: 1, name: 1, _id: 1 }, { collation: byName });
schema.index(...outboxIndex);

export type Users = ReturnType<typeof createUsers>;

/** The users in MongoDB. */
export function createUsers(connection: Connection, bus: Bus) {
  const model = connection.model<UserDocument>('User', schema);
  return {
    outbox: createOutbox(bus, model),

    /** False when the e-mail address is taken. */
    async insert(user: UserDocument): Promise<boolean> {
      try {
        await model.create(user);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },

    byId: (userId: string) => model.findById(userId).lean<UserDocument>(),

    byEmailKey: (emailKey: string) => model.findOne({ emailKey }).lean<UserDocument>(),

    byIds: (userIds: string[]) =>
      model.find({ _id: { $in: userIds } }, { name: 1, email: 1, role: 1, disabled: 1 }).lean<UserDocument[]>(),

    /** Students who may log in, by name. */
    students: (limit: number) =>
      model
        .find({ role: 'student', disabled: false }, { name: 1, email: 1 })
        .sort({ name: 1, _id: 1 })
        .collation(byName)
        .limit(limit)
        .lean<UserDocument[]>(),

    async noteLogIn(userId: string, at: Date): Promise<void> {
      await model.updateOne({ _id: userId }, { $set: { lastLogInAt: at } });
    },
  };
}

import { type Connection, Schema } from 'mongoose';

/** `invitation`: the first password of an account that somebody else made. */
export type PasswordLinkPurpose = 'reset' | 'invitation';

export interface PasswordLinkDocument {
  /** The hash of the token that the link carries. */
  _id: string;
  schemaVersion: number;
  userId: string;
  purpose: PasswordLinkPurpose;
  /** That of the user when the link was made: with the next credentials the link is used up. */
  credentialsVersion: number;
  createdAt: Date;
  expiresAt: Date;
}

const required = { type: String, required: true };
const schema = new Schema<PasswordLinkDocument>(
  {
    _id: required,
    schemaVersion: { type: Number, required: true },
    userId: required,
    purpose: required,
    credentialsVersion: { type: Number, required: true },
    createdAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
  },
  { collection: 'passwordLinks', versionKey: false, strict: 'throw' },
);
schema.index({ userId: 1 });
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export const passwordLinkModel = (connection: Connection) =>
  connection.model<PasswordLinkDocument>('PasswordLink', schema);

export type PasswordLinks = ReturnType<typeof createPasswordLinks>;

/** The one-time links to set a password, in MongoDB. */
export function createPasswordLinks(connection: Connection) {
  const model = passwordLinkModel(connection);
  return {
    async insert(link: PasswordLinkDocument): Promise<void> {
      await model.create(link);
    },

    /** A link that is good at `at`. */
    get: (hash: string, at: Date) => model.findOne({ _id: hash, expiresAt: { $gt: at } }).lean<PasswordLinkDocument>(),

    async removeOf(userId: string): Promise<void> {
      await model.deleteMany({ userId });
    },
  };
}

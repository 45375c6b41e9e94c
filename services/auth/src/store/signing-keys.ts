import { isDuplicateKey } from '@rollcall/service-kit';
import { type Connection, Schema } from 'mongoose';

const MAX_PUBLISHED = 20;

export interface SigningKeyDocument {
  /** The `kid`. */
  _id: string;
  schemaVersion: number;
  /** Whether new tokens are signed with it. */
  active: boolean;
  /** A JSON Web Key (RFC 7517). */
  publicKey: Record<string, unknown>;
  privateKey: { iv: string; ciphertext: string; tag: string };
  createdAt: Date;
  /** When the last token that it has signed ends; then it is removed. Active keys have none. */
  removeAt?: Date;
}

const part = { type: String, required: true };
const schema = new Schema<SigningKeyDocument>(
  {
    _id: part,
    schemaVersion: { type: Number, required: true },
    active: { type: Boolean, required: true },
    publicKey: { type: Schema.Types.Mixed, required: true },
    privateKey: { iv: part, ciphertext: part, tag: part },
    createdAt: { type: Date, required: true },
    removeAt: Date,
  },
  { collection: 'signingKeys', versionKey: false, strict: 'throw' },
);
// Processes that start or rotate at once agree on one key by this.
schema.index({ active: 1 }, { unique: true, partialFilterExpression: { active: true } });
schema.index({ removeAt: 1 }, { expireAfterSeconds: 0 });

export const signingKeyModel = (connection: Connection) => connection.model<SigningKeyDocument>('SigningKey', schema);

export type SigningKeys = ReturnType<typeof createSigningKeys>;

/** The issuer's keys in MongoDB. */
export function createSigningKeys(connection: Connection) {
  const model = signingKeyModel(connection);
  return {
    active: () => model.findOne({ active: true }).lean<SigningKeyDocument>(),

    /** False when there is an active key already. */
    async insert(key: SigningKeyDocument): Promise<boolean> {
      try {
        await model.create(key);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },

    /** Puts `next` in the place of the active key, which is published until `removeAt`; false when it is not active any more. */
    replace: (keyId: string, next: SigningKeyDocument, removeAt: Date): Promise<boolean> =>
      connection.transaction(async (session) => {
        const retired = await model.updateOne(
          { _id: keyId, active: true },
          { $set: { active: false, removeAt } },
          { session },
        );
        if (retired.modifiedCount === 0) return false;
        await model.create([next], { session });
        return true;
      }),

    /** Removes all keys but the active one. */
    async removeRetired(): Promise<number> {
      return (await model.deleteMany({ active: false })).deletedCount;
    },

    /** The public keys that good tokens may be signed with at `at`, the newest first. */
    async publicKeys(at: Date): Promise<Record<string, unknown>[]> {
      const keys = await model
        .find({ $or: [{ active: true }, { removeAt: { $gt: at } }] }, { publicKey: 1 })
        .sort({ createdAt: -1 })
        .limit(MAX_PUBLISHED)
        .lean<SigningKeyDocument[]>();
      return keys.map((key) => key.publicKey);
    },
  };
}

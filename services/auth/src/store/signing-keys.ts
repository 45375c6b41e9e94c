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
  },
  { collection: 'signingKeys', versionKey: false, strict: 'throw' },
);
// Processes that start at once agree on one key by this.
schema.index({ active: 1 }, { unique: true, partialFilterExpression: { active: true } });

export type SigningKeys = ReturnType<typeof createSigningKeys>;

/** The issuer's keys in MongoDB. */
export function createSigningKeys(connection: Connection) {
  const model = connection.model('SigningKey', schema);
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

    /** The public keys that tokens may be signed with, the newest first. */
    async publicKeys(): Promise<Record<string, unknown>[]> {
      const keys = await model
        .find({}, { publicKey: 1 })
        .sort({ createdAt: -1 })
        .limit(MAX_PUBLISHED)
        .lean<SigningKeyDocument[]>();
      return keys.map((key) => key.publicKey);
    },
  };
}

import { type Connection, Schema } from 'mongoose';
import type { Entry, Head } from '../domain/entry.ts';
import type { StoredPart } from '../domain/personal-part.ts';
import type { SignedHeads } from '../domain/signed-heads.ts';

/** The end of a chain as its writers last saw it: so that a tail which somebody cuts off is missed at once. */
export type HeadDocument = Omit<Head, 'chain'> & { _id: number };

const text = { type: String, required: true };
const whole = { type: Number, required: true };
const date = { type: Date, required: true };
const common = { schemaVersion: whole, institutionId: text };
const strict = { versionKey: false, strict: 'throw', minimize: false } as const;

const entrySchema = new Schema(
  {
    _id: text,
    ...common,
    chain: whole,
    position: whole,
    at: date,
    recordedAt: date,
    action: text,
    entity: { _id: false, type: new Schema({ type: text, id: String }, { _id: false }), required: true },
    requestId: text,
    actorRole: String,
    details: Object,
    personalDigest: String,
    previousHash: text,
    hash: text,
  },
  { collection: 'entries', ...strict },
);
// The guard against a fork: of two who write at one place, one is refused.
entrySchema.index({ chain: 1, position: -1 }, { unique: true });
entrySchema.index({ at: -1, _id: -1 });
entrySchema.index({ action: 1, at: -1, _id: -1 });
entrySchema.index({ 'entity.type': 1, 'entity.id': 1, at: -1, _id: -1 });

const partSchema = new Schema(
  {
    _id: text,
    at: date,
    action: text,
    keys: { type: [String], default: undefined },
    salt: String,
    data: Object,
    erasure: String,
  },
  { collection: 'personalParts', ...strict },
);
partSchema.index({ keys: 1, at: -1, _id: -1 }, { partialFilterExpression: { keys: { $exists: true } } });

const headSchema = new Schema({ _id: Number, position: whole, hash: text }, { collection: 'heads', ...strict });

const signedSchema = new Schema(
  {
    _id: Number,
    ...common,
    day: String,
    signedAt: date,
    heads: { type: [new Schema({ chain: whole, position: whole, hash: text }, { _id: false })], required: true },
    previousHash: text,
    keyId: text,
    signature: text,
  },
  { collection: 'signedHeads', ...strict },
);
signedSchema.index({ day: 1 }, { unique: true, partialFilterExpression: { day: { $exists: true } } });

export const auditModels = [
  (connection: Connection) => connection.model('Entry', entrySchema),
  (connection: Connection) => connection.model('PersonalPart', partSchema),
  (connection: Connection) => connection.model('Head', headSchema),
  (connection: Connection) => connection.model('SignedHeads', signedSchema),
] as const;

/**
 * The collections as the driver sees them: entries are written and compared as they are, without defaults and casts, because
 * their hash is of what is stored.
 */
export function openCollections({ db }: Connection) {
  if (!db) throw new Error('MongoDB is not connected');
  return {
    entries: db.collection<Entry>('entries'),
    parts: db.collection<StoredPart>('personalParts'),
    heads: db.collection<HeadDocument>('heads'),
    signed: db.collection<SignedHeads>('signedHeads'),
  };
}
export type Collections = ReturnType<typeof openCollections>;

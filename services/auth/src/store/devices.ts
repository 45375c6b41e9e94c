import type { Device, DevicePublicKey } from '@rollcall/contracts';
import {
  type Bus,
  createOutbox,
  isDuplicateKey,
  outboxField,
  outboxIndex,
  type WithOutbox,
} from '@rollcall/service-kit';
import { type Connection, Schema } from 'mongoose';

/** A device that is, or was, a student's. Ids are not stored, only what they hash to. */
export interface DeviceDocument extends WithOutbox {
  _id: string;
  schemaVersion: number;
  userId: string;
  kind: Device['kind'];
  /** A keyed hash of the kind and the id; null for a key. */
  idHash: string | null;
  /** Null unless it is a key. */
  publicKey: DevicePublicKey | null;
  /** The key's identity (RFC 7638). */
  keyThumbprint: string | null;
  label: string | null;
  boundAt: Date;
  releasedAt: Date | null;
  /** When a released device is removed. Bound ones have none. */
  expiresAt?: Date;
}

const required = { type: String, required: true };
const nullable = { type: String, default: null };
const keySchema = new Schema<DevicePublicKey>(
  { kty: required, crv: required, x: required, y: required },
  { _id: false },
);
const schema = new Schema<DeviceDocument>(
  {
    _id: required,
    schemaVersion: { type: Number, required: true },
    userId: required,
    kind: required,
    idHash: nullable,
    publicKey: { type: keySchema, default: null },
    keyThumbprint: nullable,
    label: nullable,
    boundAt: { type: Date, required: true },
    releasedAt: { type: Date, default: null },
    expiresAt: Date,
    ...outboxField,
  },
  { collection: 'devices', versionKey: false, strict: 'throw' },
);
// At most one bound device a person. Null is compared by equality, which takes a missing field for null, too: the queries
// below say the same and are answered by this index.
schema.index({ userId: 1 }, { unique: true, partialFilterExpression: { releasedAt: null } });
schema.index({ idHash: 1 }, { partialFilterExpression: { idHash: { $type: 'string' } } });
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
schema.index(...outboxIndex);

export const deviceModel = (connection: Connection) => connection.model<DeviceDocument>('Device', schema);

export type Devices = ReturnType<typeof createDevices>;

/** The devices in MongoDB. */
export function createDevices(connection: Connection, bus: Bus) {
  const model = deviceModel(connection);
  return {
    outbox: createOutbox(bus, model),

    /** False when the person has a bound device already. */
    async insert(device: DeviceDocument): Promise<boolean> {
      try {
        await model.create(device);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },

    boundOf: (userId: string) => model.findOne({ userId, releasedAt: null }).lean<DeviceDocument>(),

    /** The bound devices of people, with what they are recognised by. */
    boundOfAll: (userIds: string[]) =>
      model
        .find({ userId: { $in: userIds }, releasedAt: null }, { userId: 1, kind: 1, idHash: 1, publicKey: 1 })
        .lean<Pick<DeviceDocument, '_id' | 'userId' | 'kind' | 'idHash' | 'publicKey'>[]>(),
  };
}

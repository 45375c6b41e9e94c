import type { DeviceReset } from '@rollcall/contracts';
import {
  type Bus,
  createOutbox,
  isDuplicateKey,
  outboxField,
  outboxIndex,
  type PendingEvent,
  type WithOutbox,
} from '@rollcall/service-kit';
import { type Connection, Schema } from 'mongoose';
import { deviceModel } from './devices.ts';

/** A student's wish that another device may be bound. */
export interface DeviceResetDocument extends WithOutbox {
  _id: string;
  schemaVersion: number;
  userId: string;
  reason: string | null;
  status: DeviceReset['status'];
  createdAt: Date;
  decidedAt: Date | null;
  decidedBy: string | null;
  decisionReason: string | null;
}

export interface Decision extends Pick<DeviceResetDocument, 'decidedAt' | 'decidedBy' | 'decisionReason'> {
  status: 'approved' | 'rejected';
  decidedAt: Date;
  /** When a device that is released is removed. */
  forgetDeviceAt: Date;
  event: PendingEvent;
}

export interface ResetPage {
  status: DeviceReset['status'];
  /** The id where the page before ended. */
  after?: string | undefined;
  limit: number;
}

const required = { type: String, required: true };
const nullable = { type: String, default: null };
const schema = new Schema<DeviceResetDocument>(
  {
    _id: required,
    schemaVersion: { type: Number, required: true },
    userId: required,
    reason: nullable,
    status: required,
    createdAt: { type: Date, required: true },
    decidedAt: { type: Date, default: null },
    decidedBy: nullable,
    decisionReason: nullable,
    ...outboxField,
  },
  { collection: 'deviceResets', versionKey: false, strict: 'throw' },
);
// At most one open request a person.
schema.index({ userId: 1 }, { unique: true, partialFilterExpression: { status: 'pending' } });
schema.index({ status: 1, _id: 1 });
schema.index(...outboxIndex);

export const deviceResetModel = (connection: Connection) =>
  connection.model<DeviceResetDocument>('DeviceReset', schema);

export type DeviceResets = ReturnType<typeof createDeviceResets>;

/** The requests for resets in MongoDB. */
export function createDeviceResets(connection: Connection, bus: Bus) {
  const model = deviceResetModel(connection);
  const devices = deviceModel(connection);
  return {
    outbox: createOutbox(bus, model),

    /** False when the person has an open request already. */
    async insert(reset: DeviceResetDocument): Promise<boolean> {
      try {
        await model.create(reset);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },

    get: (resetId: string) => model.findById(resetId).lean<DeviceResetDocument>(),

    pendingOf: (userId: string) => model.findOne({ userId, status: 'pending' }).lean<DeviceResetDocument>(),

    /** A page of requests, the oldest first. */
    list: ({ status, after, limit }: ResetPage) =>
      model
        .find({ status, ...(after !== undefined && { _id: { $gt: after } }) })
        .sort({ _id: 1 })
        .limit(limit)
        .lean<DeviceResetDocument[]>(),

    /**
     * The request after its decision; null when it was decided before. An approval releases the bound device: both or
     * nothing is committed, so that no crash leaves a decision without what it decides.
     */
    decide: (reset: Pick<DeviceResetDocument, '_id' | 'userId'>, { forgetDeviceAt, event, ...decision }: Decision) =>
      connection.transaction(async (session) => {
        const decided = await model
          .findOneAndUpdate(
            { _id: reset._id, status: 'pending' },
            { $set: decision, $push: { outbox: event } },
            { session, returnDocument: 'after' },
          )
          .lean<DeviceResetDocument>();
        if (decided === null || decision.status === 'rejected') return decided;
        await devices.updateOne(
          { userId: reset.userId, releasedAt: null },
          { $set: { releasedAt: decision.decidedAt, expiresAt: forgetDeviceAt } },
          { session },
        );
        return decided;
      }),
  };
}

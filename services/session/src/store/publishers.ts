import { type Connection, Schema } from 'mongoose';

/** A process that records scans, and how far it has told of them. */
export interface PublisherDocument {
  /** Of the process, new at each start. */
  _id: string;
  /** Everything that it recorded before has been shown and told; Redis' clock. */
  watermark: Date;
  /** By MongoDB's clock, so that a process with a wrong one is not taken for dead. */
  aliveAt: Date;
}

const schema = new Schema<PublisherDocument>(
  { _id: { type: String, required: true }, watermark: { type: Date, required: true }, aliveAt: Date },
  { collection: 'publishers', versionKey: false, strict: 'throw' },
);
schema.index({ aliveAt: 1 });

export const publisherModel = (connection: Connection) => connection.model('Publisher', schema);

export type Publishers = ReturnType<typeof createPublishers>;

/** The watermarks of all processes, so that one can finish what another left. */
export function createPublishers(connection: Connection) {
  const model = publisherModel(connection);
  const now = [{ $set: { aliveAt: '$$NOW' } }];
  const older = (ms: number) => ({ $expr: { $lt: ['$aliveAt', { $subtract: ['$$NOW', ms] }] } });

  return {
    /** Says that a process lives, and how far it is. */
    async report(processId: string, watermark: Date): Promise<void> {
      const update = [{ $set: { watermark, aliveAt: '$$NOW' } }];
      await model.updateOne({ _id: processId }, update, { upsert: true, updatePipeline: true });
    },

    /** One that has not been heard of for `silentMs`: it is the caller's to finish, for as long again. */
    takeOver: (silentMs: number) =>
      model
        .findOneAndUpdate(older(silentMs), now, { sort: { aliveAt: 1 }, updatePipeline: true })
        .lean<PublisherDocument>(),

    async remove(processId: string): Promise<void> {
      await model.deleteOne({ _id: processId });
    },
  };
}

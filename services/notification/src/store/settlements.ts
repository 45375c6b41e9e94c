import { type Connection, Schema } from 'mongoose';
import type { Settlement } from '../domain/draft.ts';

/** Longer than events are kept in their stream. */
const KEEP_MS = 8 * 86_400_000;

interface SettlementDocument {
  /** What it is about. */
  _id: string;
  at: Date;
  expiresAt: Date;
}

const time = { type: Date, required: true };
const schema = new Schema<SettlementDocument>(
  { _id: { type: String, required: true }, at: time, expiresAt: time },
  { collection: 'settlements', versionKey: false, strict: 'throw' },
);
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
export const settlementModel = (connection: Connection) => connection.model<SettlementDocument>('Settlement', schema);

export type Settlements = ReturnType<typeof createSettlements>;

/** What has been settled lately: what it settles may be heard of after it. */
export function createSettlements(connection: Connection) {
  const model = settlementModel(connection);
  return {
    async add(settlements: Settlement[], now: Date): Promise<void> {
      if (settlements.length === 0) return;
      const expiresAt = new Date(now.getTime() + KEEP_MS);
      await model.bulkWrite(
        settlements.map(({ about, at }) => ({
          updateOne: { filter: { _id: about }, update: { $max: { at, expiresAt } }, upsert: true },
        })),
        { ordered: false },
      );
    },

    async of(abouts: string[]): Promise<Settlement[]> {
      const found = await model.find({ _id: { $in: abouts } }).lean<SettlementDocument[]>();
      return found.map(({ _id, at }) => ({ about: _id, at }));
    },
  };
}

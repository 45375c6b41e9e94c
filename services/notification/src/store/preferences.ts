import { type Connection, Schema } from 'mongoose';
import type { StoredPreferences } from '../domain/preferences.ts';

interface PreferencesDocument {
  /** The person's. */
  _id: string;
  schemaVersion: number;
  kinds: StoredPreferences;
}

const SCHEMA_VERSION = 1;
const schema = new Schema<PreferencesDocument>(
  {
    _id: { type: String, required: true },
    schemaVersion: { type: Number, required: true },
    kinds: { type: Object, required: true },
  },
  { collection: 'preferences', versionKey: false, strict: 'throw', minimize: false },
);
export const preferencesModel = (connection: Connection) =>
  connection.model<PreferencesDocument>('Preferences', schema);

export type Preferences = ReturnType<typeof createPreferences>;

/** What people want to hear of, as far as they have said it. */
export function createPreferences(connection: Connection) {
  const model = preferencesModel(connection);
  return {
    async of(userIds: string[]): Promise<Map<string, StoredPreferences>> {
      const found = await model.find({ _id: { $in: userIds } }).lean<PreferencesDocument[]>();
      return new Map(found.map(({ _id, kinds }) => [_id, kinds]));
    },

    async set(userId: string, kinds: StoredPreferences): Promise<void> {
      await model.replaceOne({ _id: userId }, { schemaVersion: SCHEMA_VERSION, kinds }, { upsert: true });
    },
  };
}

import { type Connection, Schema } from 'mongoose';

/** Sessions, with address and agent, are kept this much longer than their token. */
const KEEP_SECONDS = 7 * 86_400;
// A page fits into one NATS message (1 MB).
const ENDED_PAGE = 5_000;

export interface LogInSessionDocument {
  _id: string;
  schemaVersion: number;
  institutionId: string;
  userId: string;
  kind: 'standard' | 'classic';
  createdAt: Date;
  tokenExpiresAt: Date;
  endedAt: Date | null;
  address: string;
  userAgent: string | null;
}

const schema = new Schema<LogInSessionDocument>(
  {
    _id: { type: String, required: true },
    schemaVersion: { type: Number, required: true },
    institutionId: { type: String, required: true },
    userId: { type: String, required: true },
    kind: { type: String, required: true },
    createdAt: { type: Date, required: true },
    tokenExpiresAt: { type: Date, required: true },
    endedAt: { type: Date, default: null },
    address: { type: String, required: true },
    userAgent: { type: String, default: null },
  },
  { collection: 'logInSessions', versionKey: false, strict: 'throw' },
);
schema.index({ tokenExpiresAt: 1 }, { expireAfterSeconds: KEEP_SECONDS });
schema.index({ endedAt: 1 }, { name: 'ended', partialFilterExpression: { endedAt: { $gte: new Date(0) } } });

export type LogInSessions = ReturnType<typeof createLogInSessions>;

/** The log-in sessions in MongoDB. */
export function createLogInSessions(connection: Connection) {
  const model = connection.model('LogInSession', schema);
  return {
    async insert(session: LogInSessionDocument): Promise<void> {
      await model.create(session);
    },

    get: (sessionId: string) => model.findById(sessionId).lean<LogInSessionDocument>(),

    async end(sessionId: string, at: Date): Promise<void> {
      await model.updateOne({ _id: sessionId, endedAt: null }, { $set: { endedAt: at } });
    },

    /** Sessions that ended at or after `sinceMs` and whose tokens would still be valid at `nowMs`, a page of them. */
    async endedSince(sinceMs: number, nowMs: number) {
      const found = await model
        .find(
          { endedAt: { $gte: new Date(sinceMs) }, tokenExpiresAt: { $gt: new Date(nowMs) } },
          { tokenExpiresAt: 1, endedAt: 1 },
        )
        .sort({ endedAt: 1 })
        .limit(ENDED_PAGE)
        .lean<LogInSessionDocument[]>();
      const more = found.length === ENDED_PAGE;
      return {
        ended: found.map((one) => ({ sessionId: one._id, forgetAtMs: one.tokenExpiresAt.getTime() })),
        nowMs: more ? (found.at(-1)?.endedAt?.getTime() ?? nowMs) : nowMs,
        more,
      };
    },
  };
}

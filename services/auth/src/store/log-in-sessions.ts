import type { SessionEndReason } from '@rollcall/contracts';
import {
  type Bus,
  createOutbox,
  outboxField,
  outboxIndex,
  type PendingEvent,
  type WithOutbox,
} from '@rollcall/service-kit';
import { type Connection, Schema } from 'mongoose';
import type { RefreshFamily } from '../domain/refresh-family.ts';

/** Sessions, with address and agent, are kept this much longer than they are good. */
const KEEP_SECONDS = 7 * 86_400;
// A page fits into one NATS message (1 MB).
const ENDED_PAGE = 5_000;

export const LOG_IN_SESSION_SCHEMA_VERSION = 2;

/** A log-in on one device: the family of its refresh tokens. */
export interface LogInSessionDocument extends WithOutbox {
  _id: string;
  schemaVersion: number;
  institutionId: string;
  userId: string;
  kind: 'standard' | 'classic';
  /** That of the user at log-in. Missing before version 2: 0. */
  credentialsVersion?: number;
  createdAt: Date;
  /** Missing before version 2. */
  lastUsedAt?: Date;
  /** The last access token's end. */
  tokenExpiresAt: Date;
  /** When the session ends by itself unless it is used. Missing before version 2: with its token. */
  expiresAt?: Date;
  /** When it ends even if it is used. Missing before version 2: with its token. */
  maxExpiresAt?: Date;
  endedAt: Date | null;
  endReason?: SessionEndReason;
  address: string;
  userAgent: string | null;
  /** Classic sessions have none. */
  refresh?: RefreshFamily;
}

const required = { type: String, required: true };
const sealed = { iv: required, ciphertext: required, tag: required };
const schema = new Schema<LogInSessionDocument>(
  {
    _id: required,
    schemaVersion: { type: Number, required: true },
    institutionId: required,
    userId: required,
    kind: required,
    credentialsVersion: Number,
    createdAt: { type: Date, required: true },
    lastUsedAt: Date,
    tokenExpiresAt: { type: Date, required: true },
    expiresAt: Date,
    maxExpiresAt: Date,
    endedAt: { type: Date, default: null },
    endReason: String,
    address: required,
    userAgent: { type: String, default: null },
    refresh: {
      type: {
        _id: false,
        hash: required,
        previous: [{ _id: false, hash: required, successor: sealed, until: { type: Date, required: true } }],
      },
      default: undefined,
    },
    ...outboxField,
  },
  { collection: 'logInSessions', versionKey: false, strict: 'throw' },
);
schema.index({ expiresAt: 1 }, { expireAfterSeconds: KEEP_SECONDS });
schema.index({ userId: 1, createdAt: -1 });
schema.index({ endedAt: 1 }, { name: 'ended', partialFilterExpression: { endedAt: { $gte: new Date(0) } } });
schema.index(...outboxIndex);

export interface SessionUse {
  at: Date;
  tokenExpiresAt: Date;
  expiresAt: Date;
  address: string;
  userAgent: string | null;
}

export const logInSessionModel = (connection: Connection) =>
  connection.model<LogInSessionDocument>('LogInSession', schema);

export type LogInSessions = ReturnType<typeof createLogInSessions>;

/** The log-in sessions in MongoDB. */
export function createLogInSessions(connection: Connection, bus: Bus) {
  const model = logInSessionModel(connection);

  return {
    outbox: createOutbox(bus, model),

    async insert(session: LogInSessionDocument): Promise<void> {
      await model.create(session);
    },

    get: (sessionId: string) => model.findById(sessionId).lean<LogInSessionDocument>(),

    /** Sessions of a user that are good at `at`, the newest first. */
    liveOf: (userId: string, at: Date) =>
      model
        .find({
          userId,
          endedAt: null,
          $or: [{ expiresAt: { $gt: at } }, { expiresAt: null, tokenExpiresAt: { $gt: at } }],
        })
        .sort({ createdAt: -1 })
        .lean<LogInSessionDocument[]>(),

    /** Puts `refresh` in the place of the family whose newest token has `hash`; null when that is not so any more. */
    rotate: (sessionId: string, hash: string, refresh: RefreshFamily, use: SessionUse) =>
      model
        .findOneAndUpdate(
          { _id: sessionId, endedAt: null, 'refresh.hash': hash },
          { $set: { refresh, ...useFields(use) } },
          { returnDocument: 'after' },
        )
        .lean<LogInSessionDocument>(),

    /** Notes a use that draws no new refresh token; null when the session has ended. */
    noteUse: (sessionId: string, use: SessionUse) =>
      model
        .findOneAndUpdate({ _id: sessionId, endedAt: null }, { $set: useFields(use) }, { returnDocument: 'after' })
        .lean<LogInSessionDocument>(),

    /** Ends sessions, each once; the number of those that had not ended before. */
    async end(endings: { sessionId: string; event: PendingEvent }[], at: Date, why: SessionEndReason): Promise<number> {
      if (endings.length === 0) return 0;
      const { modifiedCount } = await model.bulkWrite(
        endings.map(({ sessionId: _id, event }) => ({
          updateOne: {
            filter: { _id, endedAt: null },
            update: { $set: { endedAt: at, endReason: why }, $push: { outbox: event } },
          },
        })),
        { ordered: false },
      );
      return modifiedCount;
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

function useFields({ at, tokenExpiresAt, expiresAt, address, userAgent }: SessionUse) {
  return { lastUsedAt: at, tokenExpiresAt, expiresAt, address, userAgent };
}

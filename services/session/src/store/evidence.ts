import { type Logger, type Repeated, repeat } from '@rollcall/service-kit';
import { type Connection, Schema } from 'mongoose';
import type { RecordDocument } from './records.ts';

const FLUSH_MS = 500;
/** Beyond it the oldest is forgotten: evidence is a help, not a record. */
const MAX_WAITING = 20_000;

/** Where a scan came from, for a limited time. */
export interface EvidenceDocument {
  /** The record's id. */
  _id: string;
  sessionId: string;
  expiresAt: Date;
  address: string;
  userAgent: string | null;
  /** Hashed. */
  device: string | null;
}

const text = { type: String, required: true };
const maybeText = { type: String, default: null };

const schema = new Schema<EvidenceDocument>(
  {
    _id: text,
    sessionId: text,
    expiresAt: { type: Date, required: true },
    address: text,
    userAgent: maybeText,
    device: maybeText,
  },
  { collection: 'evidence', versionKey: false, strict: 'throw' },
);
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export const evidenceModel = (connection: Connection) => connection.model('Evidence', schema);

export type Evidence = ReturnType<typeof createEvidence>;

/**
 * Notes where scans came from, in a collection of its own because TTL removes documents, not fields; in the background,
 * because nobody has to wait for it.
 */
export function createEvidence(connection: Connection, { keepSeconds, log }: { keepSeconds: number; log: Logger }) {
  const model = evidenceModel(connection);
  let waiting: EvidenceDocument[] = [];

  async function flush() {
    if (waiting.length === 0) return;
    const batch = waiting;
    waiting = [];
    // One that was noted before stays; there is one of each record.
    await model.collection.insertMany(batch as never[], { ordered: false, writeConcern: { w: 1 } }).catch((error) => {
      log.debug({ err: error }, 'evidence: not all of it is kept');
    });
  }

  const repeated: Repeated = repeat({ name: 'evidence', everyMs: FLUSH_MS, log }, flush);
  return {
    /** Keeps where a scan came from. */
    note(
      { _id, sessionId, recordedAt }: RecordDocument,
      { address, userAgent = null }: { address: string; userAgent?: string | null | undefined },
      device: string | undefined,
    ): void {
      if (waiting.length >= MAX_WAITING) waiting.shift();
      const expiresAt = new Date(recordedAt.getTime() + keepSeconds * 1000);
      waiting.push({ _id, sessionId, expiresAt, address, userAgent, device: device ?? null });
    },
    async close(): Promise<void> {
      await repeated.close();
      await flush();
    },
  };
}

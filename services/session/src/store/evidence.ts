import { type Logger, type Repeated, repeat } from '@rollcall/service-kit';
import { type Connection, Schema } from 'mongoose';
import { readRecordId } from '../domain/ids.ts';
import type { RecordDocument } from './records.ts';

const FLUSH_MS = 500;
/** Beyond it nothing more is noted: evidence is a help, not a record. */
const MAX_WAITING = 20_000;
/** So that no document grows beyond a few hundred kilobytes. */
const MAX_SCANS = 1_000;

/** Where a scan came from. */
export interface ScanOrigin {
  recordId: string;
  address: string;
  userAgent: string | null;
  /** Hashed. */
  device: string | null;
}

/** The scans of a session in half a second of one process: together, because one by one they would cost half a record each. */
export interface EvidenceDocument {
  sessionId: string;
  expiresAt: Date;
  scans: ScanOrigin[];
}

const text = { type: String, required: true };
const schema = new Schema<EvidenceDocument>(
  {
    sessionId: text,
    expiresAt: { type: Date, required: true },
    scans: [{ _id: false, recordId: text, address: text, userAgent: String, device: String }],
  },
  { collection: 'evidence', versionKey: false, strict: 'throw' },
);
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
schema.index({ sessionId: 1 });

export const evidenceModel = (connection: Connection) => connection.model('Evidence', schema);

export type Evidence = ReturnType<typeof createEvidence>;

/**
 * Notes where scans came from, for a limited time, in a collection of its own because TTL removes documents, not fields; in
 * the background, because nobody has to wait for it.
 */
export function createEvidence(connection: Connection, { keepSeconds, log }: { keepSeconds: number; log: Logger }) {
  const model = evidenceModel(connection);
  let waiting = new Map<string, EvidenceDocument[]>();
  let count = 0;

  async function flush() {
    if (count === 0) return;
    const batch = [...waiting.values()].flat();
    waiting = new Map();
    count = 0;
    await model.collection.insertMany(batch, { ordered: false, writeConcern: { w: 1 } });
  }

  /** The document that takes the next scan of a session. */
  function openDocument(sessionId: string, recordedAt: Date): EvidenceDocument {
    const ofSession = waiting.get(sessionId) ?? [];
    waiting.set(sessionId, ofSession);
    const last = ofSession.at(-1);
    if (last && last.scans.length < MAX_SCANS) return last;
    const expiresAt = new Date(recordedAt.getTime() + keepSeconds * 1000);
    const next: EvidenceDocument = { sessionId, expiresAt, scans: [] };
    ofSession.push(next);
    return next;
  }

  const repeated: Repeated = repeat({ name: 'evidence', everyMs: FLUSH_MS, log }, flush);
  return {
    /** Keeps where a scan came from. */
    note(
      { _id: recordId, sessionId, recordedAt }: RecordDocument,
      { address, userAgent = null }: { address: string; userAgent?: string | null | undefined },
      device: string | undefined,
    ): void {
      if (count >= MAX_WAITING) return;
      count += 1;
      openDocument(sessionId, recordedAt).scans.push({ recordId, address, userAgent, device: device ?? null });
    },

    /** Which device marked whom in a session, the first first. What was scanned within half a second may be missing. */
    async deviceUses(sessionId: string): Promise<[device: string, studentId: string][]> {
      const found = await model
        .find({ sessionId }, { 'scans.recordId': 1, 'scans.device': 1 })
        .sort({ _id: 1 })
        // As it is written: no majority has to have it.
        .readConcern('local')
        .lean<Pick<EvidenceDocument, 'scans'>[]>();
      const scans = found.flatMap((document) => document.scans);
      return scans.flatMap(({ device, recordId }) => (device ? [[device, readRecordId(recordId).studentId]] : []));
    },

    async close(): Promise<void> {
      await repeated.close();
      await flush().catch((error) => log.warn({ err: error }, 'evidence: not all of it is kept'));
    },
  };
}

import type { ExportFormat, ExportState, Role } from '@rollcall/contracts';
import { type Bus, createOutbox, isDuplicateKey, type PendingEvent, type WithOutbox } from '@rollcall/service-kit';
import type { Connection } from 'mongoose';
import { exportModel } from './export-model.ts';

export interface ExportDocument extends WithOutbox {
  _id: string;
  schemaVersion: number;
  institutionId: string;
  requestedBy: string;
  role: Role;
  requestId: string;
  /** A session is answered at once: noted for its event, and not listed. */
  what: ExportState['what'] | 'session';
  ofId: string | null;
  /** Whose sessions; null for all. */
  classIds: string[] | null;
  from: Date | null;
  to: Date | null;
  format: ExportFormat;
  bom: boolean;
  fileName: string;
  /** What was asked for, as text: the same again is the same export until it is finished. */
  sameAs: string;
  unfinished?: boolean;
  status: ExportState['status'];
  done: number;
  total: number;
  /** In the store of objects; null when there is no file, or none any more. */
  key: string | null;
  availableUntil: Date | null;
  createdAt: Date;
  updatedAt: Date;
  finishedAt: Date | null;
}

export type Exports = ReturnType<typeof createExports>;

/** The exports in MongoDB. */
export function createExports(connection: Connection, bus: Bus) {
  const model = exportModel(connection);
  const withoutOutbox = { outbox: 0 };

  /** Nothing changes any more once an export is finished, which somebody else may have brought about. */
  const change = async (exportId: string, update: object) =>
    (await model.updateOne({ _id: exportId, unfinished: true }, update)).modifiedCount === 1;

  return {
    outbox: createOutbox(bus, model),

    /** False when the same is being made for the same person. */
    async insert(document: ExportDocument): Promise<boolean> {
      try {
        await model.create(document);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },

    get: (exportId: string) => model.findOne({ _id: exportId }, withoutOutbox).lean<ExportDocument>(),

    unfinishedLike: ({ requestedBy, sameAs }: Pick<ExportDocument, 'requestedBy' | 'sameAs'>) =>
      model.findOne({ requestedBy, sameAs, unfinished: true }, withoutOutbox).lean<ExportDocument>(),

    countUnfinished: (requestedBy: string) => model.countDocuments({ requestedBy, unfinished: true }),

    /** A page of what somebody asked for, the newest first. */
    page: (requestedBy: string, { cursor, limit }: { cursor?: string | undefined; limit: number }) =>
      model
        .find(
          { requestedBy, what: { $ne: 'session' }, ...(cursor !== undefined && { _id: { $lt: cursor } }) },
          withoutOutbox,
        )
        .sort({ _id: -1 })
        .limit(limit)
        .lean<ExportDocument[]>(),

    /** Notes how far an export is; false once it is finished. */
    progress: (exportId: string, at: Date, progress: Partial<Pick<ExportDocument, 'status' | 'done' | 'total'>>) =>
      change(exportId, { $set: { ...progress, updatedAt: at } }),

    /** Notes that its file is there, with the event that says so; false when that is known. */
    finish: (
      exportId: string,
      at: Date,
      file: Pick<ExportDocument, 'key' | 'availableUntil' | 'done'>,
      event: PendingEvent,
    ) =>
      change(exportId, {
        $set: { ...file, status: 'done', updatedAt: at, finishedAt: at },
        $unset: { unfinished: 1 },
        $push: { outbox: event },
      }),

    fail: (exportId: string, at: Date) =>
      change(exportId, {
        $set: { status: 'failed', updatedAt: at, finishedAt: at },
        $unset: { unfinished: 1 },
      }),

    /** Those that are not finished and have not gone on since. */
    async idleSince(at: Date): Promise<string[]> {
      const idle = await model.find({ unfinished: true, updatedAt: { $lt: at } }, { _id: 1 }).lean<{ _id: string }[]>();
      return idle.map(({ _id }) => _id);
    },

    /** Those whose file is there for too long. */
    outdatedAt: (at: Date, limit: number) =>
      model
        .find({ availableUntil: { $lt: at }, key: { $ne: null } }, withoutOutbox)
        .limit(limit)
        .lean<ExportDocument[]>(),

    async noteDeleted(exportId: string): Promise<void> {
      await model.updateOne({ _id: exportId }, { $set: { key: null, availableUntil: null } });
    },
  };
}

import { complete, type SessionDocument, type StoredSession } from './session-document.ts';
import { running, type SessionModel } from './session-model.ts';

/** What jobs look for: sessions that are due, half done, or may have to be mended. */
export function createDueSessions(model: SessionModel) {
  return {
    /** All active sessions by id, a page behind one of them; of each just what the reconciler compares. */
    activeAfter: (sessionId: string, limit: number) =>
      model
        .find({ ...running, _id: { $gt: sessionId } }, { rounds: 1 })
        .sort({ _id: 1 })
        .limit(limit)
        .batchSize(limit)
        .lean<Pick<SessionDocument, '_id' | 'rounds'>[]>(),

    /** What should have been started or ended before `instant`, the longest overdue first. */
    async dueBefore(instant: Date): Promise<{ sessionId: string; action: 'activate' | 'end' }[]> {
      const ids = { _id: 1 };
      const [toStart, toEnd] = await Promise.all([
        model
          .find({ status: 'scheduled', beginsAt: { $lt: instant } }, ids)
          .sort({ beginsAt: 1 })
          .limit(100)
          .lean(),
        model
          .find({ ...running, endsAt: { $lt: instant, $ne: null } }, ids)
          .sort({ endsAt: 1 })
          .limit(100)
          .lean(),
      ]);
      return [
        ...toStart.map(({ _id }) => ({ sessionId: _id, action: 'activate' as const })),
        ...toEnd.map(({ _id }) => ({ sessionId: _id, action: 'end' as const })),
      ];
    },

    /** The sessions with a time to come, by id, a page behind one of them. */
    async timedAfter(sessionId: string, limit: number): Promise<SessionDocument[]> {
      const timed = [{ status: 'scheduled' as const }, { ...running, endsAt: { $ne: null } }];
      const found = await model
        .find({ _id: { $gt: sessionId }, $or: timed }, { outbox: 0 })
        .sort({ _id: 1 })
        .limit(limit)
        .lean<StoredSession[]>();
      return found.map(complete);
    },

    /** Closings that are before `instant` and not done. */
    async closingBefore(instant: Date): Promise<SessionDocument[]> {
      const found = await model
        .find({ open: true, status: 'closing', closingAt: { $lt: instant } }, { outbox: 0 })
        .limit(100)
        .lean<StoredSession[]>();
      return found.map(complete);
    },

    /** Sessions that had scans since an instant: they run, or were closed after it. In pages by id. */
    async busySince(instant: Date, after: string, limit: number): Promise<SessionDocument[]> {
      const found = await model
        .find({ _id: { $gt: after }, $or: [{ open: true }, { closingAt: { $gte: instant } }] }, { outbox: 0 })
        .sort({ _id: 1 })
        .limit(limit)
        .lean<StoredSession[]>();
      return found.map(complete);
    },
  };
}

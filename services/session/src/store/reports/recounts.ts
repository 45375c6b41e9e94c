import type { DatabaseStep } from '@rollcall/service-kit';
import type { SessionModel } from '../session-model.ts';

const BATCH = 100;

/** Which sessions have to be counted once more, noted in their own documents. */
export function createRecounts(model: SessionModel) {
  return {
    /** Before a record of a session that has ended is changed: whatever happens then, it is counted again. */
    async noteRecount(sessionId: string, at: Date): Promise<void> {
      await model.updateOne({ _id: sessionId, status: 'ended' }, { $max: { recountAt: at } });
    },

    /** Those that are due, the longest first. */
    dueRecounts: (instant: Date) =>
      model
        .find({ recountAt: { $lte: instant } }, { recountAt: 1 })
        .sort({ recountAt: 1 })
        .limit(BATCH)
        .lean<{ _id: string; recountAt: Date }[]>(),

    /** It has been counted; unless it was noted again meanwhile. */
    async settleRecount({ _id, recountAt }: { _id: string; recountAt: Date }): Promise<void> {
      await model.updateOne({ _id, recountAt }, { $unset: { recountAt: 1 } });
    },
  };
}

/** Sessions that ended before there were results get theirs from the running processes. */
export const recountAllEnded: DatabaseStep = {
  name: 'sessions-2-count-results',
  async run(db) {
    const ended = { status: 'ended', recountAt: { $exists: false } };
    const { modifiedCount } = await db.collection('sessions').updateMany(ended, { $set: { recountAt: new Date() } });
    return modifiedCount > 0;
  },
};

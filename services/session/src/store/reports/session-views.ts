import type { SessionStatus } from '@rollcall/contracts';
import type { Connection } from 'mongoose';
import { complete, type SessionDocument, type StoredSession } from '../session-document.ts';
import { sessionModel } from '../session-model.ts';

const PAGE = 200;
const MOST_OF_A_CALENDAR = 2_000;
const toCome: SessionStatus[] = ['scheduled', 'active', 'closing'];

/** What reports and calendars read of sessions. */
export function createSessionViews(connection: Connection) {
  const model = sessionModel(connection);

  async function read(filter: object, sort: Record<string, 1 | -1>, limit: number): Promise<SessionDocument[]> {
    const found = await model
      .find(filter, { outbox: 0 })
      .sort(sort)
      .limit(limit)
      .batchSize(limit)
      .lean<StoredSession[]>();
    return found.map(complete);
  }

  return {
    sessionsById: (sessionIds: string[]) => read({ _id: { $in: sessionIds } }, { _id: 1 }, sessionIds.length + 1),

    /** The sessions of classes that have begun and not ended. */
    openOfClasses: (classIds: string[]) =>
      read({ classId: { $in: classIds }, open: true }, { beginsAt: -1, _id: -1 }, classIds.length + 1),

    /** Those of classes that wait or run and begin in a range, the first first, at most 1,000. */
    toComeOfClasses: (classIds: string[], from: Date, to: Date) =>
      read(
        { classId: { $in: classIds }, status: { $in: toCome }, beginsAt: { $gte: from, $lt: to } },
        { beginsAt: 1, _id: 1 },
        1_000,
      ),

    /** The sessions of a class that were planned and begin since an instant, the last first, at most 2,000. */
    plannedSince: (classId: string, since: Date) =>
      read({ classId, beginsAt: { $gte: since }, startsAt: { $ne: null } }, { beginsAt: -1 }, MOST_OF_A_CALENDAR),

    /** Sessions that have ended, by id, a page behind one of them. */
    endedAfter: (sessionId: string) => read({ _id: { $gt: sessionId }, status: 'ended' }, { _id: 1 }, PAGE),
  };
}

import type { Connection } from 'mongoose';
import type { Covered } from '../domain/excuse.ts';
import type { CountedRecord } from '../domain/status.ts';
import { recordModel } from './record-model.ts';
import { complete, type SessionDocument, type StoredSession } from './session-document.ts';
import { sessionModel } from './session-model.ts';

const PAGE = 100;

/** Which sessions an export is about. */
export interface EndedQuery {
  /** Null for all. */
  classIds: string[] | null;
  /** Those that began at or after it, and before `to`. */
  from: Date | null;
  to: Date | null;
}

export type EndedSessions = ReturnType<typeof createEndedSessions>;

/** The sessions whose records are whole, the first begun first, read page by page. */
export function createEndedSessions(connection: Connection) {
  const model = sessionModel(connection);
  const records = recordModel(connection);

  async function* inOrder(filter: object): AsyncGenerator<SessionDocument, void, undefined> {
    let last: SessionDocument | undefined;
    for (;;) {
      const beyond = last && {
        $or: [{ beginsAt: { $gt: last.beginsAt } }, { beginsAt: last.beginsAt, _id: { $gt: last._id } }],
      };
      const page = await model
        .find(beyond ? { $and: [filter, beyond] } : filter, { outbox: 0 })
        .sort({ beginsAt: 1, _id: 1 })
        .limit(PAGE)
        .batchSize(PAGE)
        .lean<StoredSession[]>();
      yield* page.map(complete);
      if (page.length < PAGE) return;
      last = page.at(-1);
    }
  }

  return {
    count: (query: EndedQuery) => model.countDocuments(toFilter(query)),

    inOrder: (query: EndedQuery) => inOrder(toFilter(query)),

    /** All records of a session, in no order: a fifth of what `records.allOfSession` reads. */
    countedRecords: (sessionId: string) =>
      records
        .find(
          { sessionId, _id: { $gt: `${sessionId}.`, $lt: `${sessionId}/` } },
          { _id: 0, studentId: 1, status: 1, verification: 1 },
        )
        .batchSize(10_000)
        .lean<CountedRecord[]>(),

    /** Those of a class that an excuse covers, also those that are just ending. */
    covered: (classId: string, { sessionId, from, to }: Covered) =>
      inOrder({
        classId,
        status: { $in: ['ended', 'closing'] },
        ...(sessionId === null ? { beginsAt: { $gte: from, $lt: to } } : { _id: sessionId }),
      }),
  };
}

function toFilter({ classIds, from, to }: EndedQuery) {
  return {
    status: 'ended' as const,
    ...(classIds && { classId: { $in: classIds } }),
    ...((from || to) && { beginsAt: { ...(from && { $gte: from }), ...(to && { $lt: to }) } }),
  };
}

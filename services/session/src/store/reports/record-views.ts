import type { Connection } from 'mongoose';
import { recordId } from '../../domain/ids.ts';
import { recordModel } from '../record-model.ts';
import type { RecordDocument } from '../records.ts';

const flagged = { verification: 'flagged' as const };

export interface FlaggedPosition {
  recordedAt: Date;
  _id: string;
}

/** What reports read of records: those of one student, and those that wait for a decision. */
export function createRecordViews(connection: Connection) {
  const model = recordModel(connection);
  const withoutOutbox = { outbox: 0 };

  return {
    /** The records of a student in sessions, by session and round. */
    async recordsOfStudent(
      studentId: string,
      sessions: { _id: string; rounds: { roundNumber: number }[] }[],
    ): Promise<Map<string, RecordDocument[]>> {
      const ids = sessions.flatMap(({ _id, rounds }) =>
        rounds.map(({ roundNumber }) => recordId(_id, roundNumber, studentId)),
      );
      const sessionIds = sessions.map(({ _id }) => _id);
      const found = await model
        .find({ _id: { $in: ids }, sessionId: { $in: sessionIds } }, withoutOutbox)
        .sort({ roundNumber: 1 })
        .batchSize(ids.length + 1)
        .lean<RecordDocument[]>();
      return Map.groupBy(found, ({ sessionId }) => sessionId);
    },

    /** All that wait for a decision, the oldest first, behind a position. */
    pageOfFlagged: (after: FlaggedPosition | undefined, limit: number) =>
      model
        .find({ ...flagged, ...behind(after) }, withoutOutbox)
        .sort({ recordedAt: 1, _id: 1 })
        .limit(limit)
        .lean<RecordDocument[]>(),

    countFlagged: (classIds: string[]) => model.countDocuments({ ...flagged, classId: { $in: classIds } }),
  };
}

function behind(position: FlaggedPosition | undefined) {
  if (!position) return {};
  const { recordedAt, _id } = position;
  return { $or: [{ recordedAt: { $gt: recordedAt } }, { recordedAt, _id: { $gt: _id } }] };
}

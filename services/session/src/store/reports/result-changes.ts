import { isDeepStrictEqual } from 'node:util';
import { isDuplicateKey } from '@rollcall/service-kit';
import type { Connection } from 'mongoose';
import type { CountedResults } from '../../domain/session-results.ts';
import { RESULT_SCHEMA_VERSION, resultModel, resultRosterModel, type SessionResults } from './result-model.ts';

const PAGE = 500;

export type ResultChanges = ReturnType<typeof createResultChanges>;

/** Keeps the results of ended sessions. */
export function createResultChanges(connection: Connection) {
  const model = resultModel(connection);
  const rosters = resultRosterModel(connection);

  return {
    getResults: (sessionId: string) => model.findById(sessionId).lean<SessionResults>(),

    /**
     * Stores what was counted after `known` (null for none) was read; false when somebody was faster: then it has to be
     * counted again, because the other one may have seen more or less. The same again is not written.
     */
    async put({ studentIds, results }: CountedResults, known: SessionResults | null): Promise<boolean> {
      if (known && isSame(results, known)) return true;
      const { classId, rosterId: _id } = results;
      await rosters.updateOne({ _id }, { $setOnInsert: { classId, studentIds } }, { upsert: true }).catch(unlessThere);
      const whole = { ...results, schemaVersion: RESULT_SCHEMA_VERSION, rev: (known?.rev ?? 0) + 1 };
      if (known) {
        const { matchedCount } = await model.replaceOne({ _id: results._id, rev: known.rev }, whole);
        return matchedCount === 1;
      }
      try {
        await model.create(whole);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },

    /** Results by id, a page behind one of them. */
    resultIdsAfter: async (sessionId: string): Promise<string[]> =>
      (
        await model
          .find({ _id: { $gt: sessionId } }, { _id: 1 })
          .sort({ _id: 1 })
          .limit(PAGE)
          .lean()
      ).map(({ _id }) => _id),

    async removeResults(sessionIds: string[]): Promise<void> {
      await model.deleteMany({ _id: { $in: sessionIds } });
    },
  };
}

/** Whether what is stored says the same. */
export function isSame(counted: CountedResults['results'], stored: SessionResults): boolean {
  const { rev: _, schemaVersion, statuses = '', ...rest } = stored;
  return schemaVersion === RESULT_SCHEMA_VERSION && isDeepStrictEqual(counted, { ...rest, statuses });
}

function unlessThere(error: unknown): void {
  if (!isDuplicateKey(error)) throw error;
}

import type { Connection } from 'mongoose';
import type { RebuildSources } from '../../operations/reports/rebuild-results.ts';
import { createEndedSessions } from '../ended-sessions.ts';
import { sessionModel } from '../session-model.ts';
import { createResultChanges } from './result-changes.ts';
import { createSessionViews } from './session-views.ts';

/** What a command needs to count all results again, without the events that services leave with their changes. */
export function openRebuildSources(connection: Connection): RebuildSources {
  const sessions = sessionModel(connection);
  return {
    changes: createResultChanges(connection),
    endedAfter: createSessionViews(connection).endedAfter,
    isEnded: async (_id) => (await sessions.exists({ _id, status: 'ended' })) !== null,
    recordsOf: createEndedSessions(connection).countedRecords,
  };
}

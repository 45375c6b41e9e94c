import type { Connection } from 'mongoose';
import { createRecordViews } from './record-views.ts';
import { createResultChanges } from './result-changes.ts';
import { createResultGroups } from './result-groups.ts';
import { createResultReadings } from './result-readings.ts';
import { createSessionViews } from './session-views.ts';

export type { FlaggedPosition } from './record-views.ts';
export type { Group } from './result-groups.ts';

export type Reports = ReturnType<typeof createReports>;

/** Results of sessions in MongoDB, and what else reports are made from. */
export function createReports(connection: Connection) {
  return {
    ...createResultChanges(connection),
    ...createResultReadings(connection),
    ...createResultGroups(connection),
    ...createRecordViews(connection),
    ...createSessionViews(connection),
  };
}

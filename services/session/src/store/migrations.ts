import {
  createHandledEvents,
  createPublishedEvents,
  type DatabaseSchema,
  dropIndex,
  parkedEventModel,
} from '@rollcall/service-kit';
import { raiseSession } from '../domain/session-version-2.ts';
import { calendarKeyModel } from './calendar-keys.ts';
import { evidenceModel } from './evidence.ts';
import { excuseModel } from './excuse-model.ts';
import { exportModel } from './export-model.ts';
import { publisherModel } from './publishers.ts';
import { recordModel } from './record-model.ts';
import { recountAllEnded } from './reports/recounts.ts';
import { resultModel, resultRosterModel } from './reports/result-model.ts';
import { sessionModel } from './session-model.ts';

/** What the command `migrate` brings the database to: all models, for their indexes, and the migrations in their order. */
export const databaseSchema: DatabaseSchema = {
  models: [
    sessionModel,
    recordModel,
    resultModel,
    resultRosterModel,
    calendarKeyModel,
    evidenceModel,
    publisherModel,
    excuseModel,
    exportModel,
    createHandledEvents,
    parkedEventModel,
    createPublishedEvents,
  ],
  migrations: [
    { name: 'sessions-2-policies', collection: 'sessions', from: 1, to: 2, migrate: raiseSession },
    dropIndex('sessions-2-drop-by-status', 'sessions', 'open_by_status'),
    recountAllEnded,
  ],
};

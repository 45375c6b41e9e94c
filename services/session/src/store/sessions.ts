import { type Bus, createOutbox } from '@rollcall/service-kit';
import type { Connection } from 'mongoose';
import { createDueSessions } from './due-sessions.ts';
import { createRecounts } from './reports/recounts.ts';
import { createSessionChanges } from './session-changes.ts';
import { sessionModel } from './session-model.ts';
import { createSessionMoves } from './session-moves.ts';
import { createSessionReadings } from './session-readings.ts';

export type { RoundDocument, SessionDocument } from './session-document.ts';
export type { SessionPosition, SessionQuery } from './session-readings.ts';

export type Sessions = ReturnType<typeof createSessions>;

/** The sessions in MongoDB: the truth about their lives. */
export function createSessions(connection: Connection, bus: Bus) {
  const model = sessionModel(connection);
  return {
    outbox: createOutbox(bus, model),
    ...createSessionReadings(model),
    ...createSessionChanges(model),
    ...createDueSessions(model),
    ...createRecounts(model),
    ...createSessionMoves(model),
  };
}

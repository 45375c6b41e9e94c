import { type Bus, createOutbox } from '@rollcall/service-kit';
import type { Connection } from 'mongoose';
import { createEnrolmentChanges } from './enrolment-changes.ts';
import { createEnrolmentLists } from './enrolment-lists.ts';
import { enrolmentModel } from './enrolment-model.ts';

export {
  type EnrolmentDocument,
  enrolmentModel,
  type HowEnded,
  type HowEnrolled,
  type LatestPeriod,
} from './enrolment-model.ts';

export type Enrolments = ReturnType<typeof createEnrolments>;

/** Who is and was in which class, in MongoDB. */
export function createEnrolments(connection: Connection, bus: Bus) {
  const model = enrolmentModel(connection);
  return {
    outbox: createOutbox(bus, model),
    ...createEnrolmentChanges(connection, model),
    ...createEnrolmentLists(model),
  };
}

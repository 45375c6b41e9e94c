import { z } from 'zod';

const enrolmentOfVersion1 = z.object({
  number: z.number().default(1),
  endedAt: z.date().nullable().default(null),
  how: z.string().nullable().default(null),
  endedHow: z.string().nullable().default(null),
});

/**
 * Version 2 of an enrolment is a period. What this release has written already stays. The names come from auth, so they are
 * not filled in here, but by the job `fill-names`.
 */
export function raiseEnrolment(document: unknown) {
  return { $set: enrolmentOfVersion1.parse(document) };
}

import type { SessionPolicy } from '@rollcall/contracts';
import { z } from 'zod';
import { defaultPolicy } from './policy.ts';

const sessionOfVersion1 = z.looseObject({
  startedAt: z.date(),
  policy: z.looseObject({ rotationSeconds: z.number(), graceSeconds: z.number() }),
});
interface SessionOfVersion1 {
  startedAt: Date;
  policy: { rotationSeconds: number; graceSeconds: number };
}

/** What version 2 of a session has anew, as it is for one of version 1: started at once, without an end, by default policies. */
export function newFields({ startedAt, policy }: SessionOfVersion1) {
  const { rotationSeconds, graceSeconds } = policy;
  return {
    schemaVersion: 2,
    courseName: null as string | null,
    startsAt: null as Date | null,
    endsAt: null as Date | null,
    beginsAt: startedAt,
    cancelReason: null as string | null,
    policy: { ...defaultPolicy({ rotationSeconds, graceSeconds }), ...policy } as SessionPolicy,
  };
}

/** The migration. What this release has written already stays. */
export function raiseSession(document: unknown) {
  const found = sessionOfVersion1.parse(document);
  const { policy, ...fields } = newFields(found);
  return { $set: { ...Object.fromEntries(Object.entries(fields).filter(([field]) => !(field in found))), policy } };
}

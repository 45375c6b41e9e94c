/** What a session asks of a scan. */
import { z } from 'zod';

/** Where the room is. `off` keeps the place and asks nobody for theirs. */
export const geofence = z.strictObject({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  radiusMetres: z.number().min(10).max(10_000),
  policy: z.enum(['off', 'flag', 'require']).default('require'),
});
export type Geofence = z.infer<typeof geofence>;

export const sessionPolicy = z.strictObject({
  /** Late from this many minutes after the start of a round. */
  lateAfterMinutes: z.int().min(0).max(600),
  /** `rotating`: everybody uses the code that is shown; `single-use`: each accepted scan uses one up. */
  mode: z.enum(['rotating', 'single-use']),
  rotationSeconds: z.int().min(5).max(120),
  /** How long a code is good after it was replaced. */
  graceSeconds: z.int().min(0).max(60),
  /** How many codes stand on the wall at once in `single-use`. */
  slots: z.int().min(1).max(9),
  /** The code that is typed: not at all, doubtful, or as good as a scan. */
  typedCode: z.enum(['off', 'flag', 'allow']),
  geofence: geofence.nullable(),
  /** A scan by another device than the student's own is welcome, doubtful, or refused. */
  device: z.enum(['off', 'flag', 'require']),
  /** A student's result over the rounds: that of the best, or of the worst. */
  result: z.enum(['best', 'every']),
});
export type SessionPolicy = z.infer<typeof sessionPolicy>;

/** What is not said is as the class wants it, then as Rollcall does. */
export const policyInput = sessionPolicy.partial();
export type PolicyInput = z.infer<typeof policyInput>;

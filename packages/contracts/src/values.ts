/**
 * The values that every contract is made of. Ids are 24 lower- or upper-case hex digits (MongoDB ObjectId),
 * times are ISO 8601 in UTC with milliseconds.
 */
import { z } from 'zod';

export const id = z
  .string()
  .regex(/^[0-9a-f]{24}$/i)
  .transform((value) => value.toLowerCase())
  .meta({ description: 'A 24-digit hexadecimal id', examples: ['65f0c0ffee65f0c0ffee65f0'] });

export const instant = z.iso
  .datetime({ precision: 3 })
  .meta({ description: 'ISO 8601, UTC, milliseconds', examples: ['2026-03-02T08:05:00.000Z'] });

// Control characters, and the marks that turn the direction of what follows (Unicode TR 9): both can fake what is shown.
const UNFIT = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/**
 * A line of text that people wrote: at least one visible character, well-formed Unicode, no control characters and no
 * overrides of the writing direction, at most `max` UTF-16 units.
 */
export function text(max: number) {
  return z
    .string()
    .min(1)
    .max(max)
    .refine((value) => value.isWellFormed() && value.trim() !== '', 'must hold visible, well-formed text')
    .refine((value) => !UNFIT.test(value), 'must not hold control characters');
}

/** What e-mail addresses are compared by: case, width and surrounding blanks do not matter. */
export function toEmailKey(email: string): string {
  return email.normalize('NFKC').trim().toLowerCase();
}

/** A value written as JSON where only text can stand, such as in a query. */
export function jsonText<Value extends z.ZodType>(maxLength: number, value: Value) {
  return z
    .string()
    .max(maxLength)
    .transform((json, context): unknown => {
      try {
        return JSON.parse(json);
      } catch {
        context.addIssue({ code: 'custom', message: 'must be JSON' });
        return z.NEVER;
      }
    })
    .pipe(value);
}

export const role = z.enum(['student', 'teacher', 'admin']);
export type Role = z.infer<typeof role>;

export const attendanceStatus = z.enum(['present', 'late', 'absent', 'excused']);
export type AttendanceStatus = z.infer<typeof attendanceStatus>;

export const verification = z.enum(['confirmed', 'flagged', 'pending', 'rejected']);
export type Verification = z.infer<typeof verification>;

/** Why a record is doubtful. `device_unchecked`: it could not be found out whose the device is. */
export const recordFlag = z.enum([
  'typed_code',
  'device_missing',
  'device_unchecked',
  'device_not_bound',
  'device_shared',
  'location_missing',
  'location_uncertain',
  'outside_geofence',
]);
export type RecordFlag = z.infer<typeof recordFlag>;

/** How a record came to be: scanned, typed, marked by hand, marked over the classic contract, or by the closing of a session. */
export const recordMethod = z.enum(['qr', 'code', 'manual', 'classic', 'machine']);
export type RecordMethod = z.infer<typeof recordMethod>;

/** `closing`: no scan is accepted any more, the absent are being written. */
export const sessionStatus = z.enum(['scheduled', 'active', 'closing', 'ended', 'cancelled']);
export type SessionStatus = z.infer<typeof sessionStatus>;

/** Number of students by status; `total` is the number of students on the roster. */
export const summary = z.object({
  present: z.int().min(0),
  late: z.int().min(0),
  absent: z.int().min(0),
  excused: z.int().min(0),
  total: z.int().min(0),
});
export type Summary = z.infer<typeof summary>;

/** Who acts: taken from a verified access token, passed on in envelopes and requests between services. */
export const actor = z.object({ userId: id, role });
export type Actor = z.infer<typeof actor>;

/** One institution for now; documents and tokens carry it so that a second one needs no migration. */
export const INSTITUTION_ID = 'default';

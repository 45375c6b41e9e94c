import { z } from 'zod';
import { attendanceStatus } from '../values.ts';
import { deviceSignature } from './devices.ts';
import { record } from './records.ts';
import { defineRoutes, route } from './route.ts';
import { ofSession, ROUND_ID } from './sessions.ts';

/** Letters and digits that nobody takes for others: no 0 and O, no 1, I and L. */
export const TYPED_CODE_ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
export const TYPED_CODE_LENGTH = 6;

/** The one spelling of a typed code: people type it in any case, with blanks and dashes between groups. */
export function normaliseTypedCode(code: string): string {
  return code.toUpperCase().replace(/[\s-]/g, '');
}

const typedCode = z
  .string()
  .max(20)
  .transform(normaliseTypedCode)
  .pipe(z.string().regex(new RegExp(`^[${TYPED_CODE_ALPHABET}]{${TYPED_CODE_LENGTH}}$`)))
  .meta({ description: 'The six characters beside the QR', examples: ['7KM-2QX'] });

/** A phone's position by the Geolocation API (W3C). It is reduced to a verdict and a distance; nothing else is kept. */
const location = z.strictObject({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  /** Radius of the circle that the phone believes itself in (95 %). */
  accuracyMetres: z.number().min(0).max(20_000_000),
});
export type ReportedLocation = z.infer<typeof location>;

/**
 * Which device scans: the id that an app keeps (or IMEI), or of a browser's bound key the thumbprint (RFC 7638, SHA-256,
 * base64url), with its signature of `scanProofText` of what was scanned or typed.
 */
const scanningDevice = z.strictObject({
  id: z.string().regex(/^[\x21-\x7e]{8,200}$/),
  signature: deviceSignature.optional(),
});
export type ScanningDevice = z.infer<typeof scanningDevice>;

const scanBody = z
  .strictObject({
    /** What a camera found, whatever that is: what is no code of ours is refused in a student's words. */
    token: z.string().optional(),
    code: typedCode.optional(),
    location: location.optional(),
    device: scanningDevice.optional(),
    /** Of a 503: for two minutes it stands for the code, should that have changed meanwhile. */
    receipt: z.string().max(200).optional(),
  })
  .refine((body) => (body.token === undefined) !== (body.code === undefined), {
    path: ['token'],
    message: 'give token or code, one of them',
  });
export type ScanBody = z.infer<typeof scanBody>;

const scanned = {
  method: 'POST',
  access: 'student',
  body: scanBody,
  data: z.object({
    record,
    /** What the record counts as: a rejected one as absent. */
    status: attendanceStatus,
    alreadyRecorded: z.boolean(),
    className: z.string(),
    courseName: z.string().nullable(),
    teacherName: z.string().nullable(),
    room: z.string().nullable(),
  }),
} as const;

/** In the order in which they are checked. */
const refusals = [
  'token_invalid',
  'session_not_active',
  'round_not_active',
  'not_enrolled',
  'token_expired',
  'token_consumed',
  'device_required',
  'device_not_bound',
  'location_required',
  'outside_geofence',
  'try_again',
] as const;

export const scanRoutes = defineRoutes('session', {
  scan: route({
    summary: 'Scan the code on the wall, or type the one beside it',
    paths: ['/api/v1/scans'],
    ...scanned,
    errors: refusals,
  }),

  scanOfRound: route({
    summary: 'The same, of this round and no other',
    paths: ['/api/v1/sessions/:id/rounds/:roundId/scan'],
    ids: { ...ofSession, roundId: { notFound: 'round_not_found', pattern: ROUND_ID } },
    ...scanned,
    errors: ['session_not_found', 'round_not_found', ...refusals],
  }),
});

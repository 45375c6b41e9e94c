import { z } from 'zod';
import { id, instant, text } from '../values.ts';
import { defineRoutes, route } from './route.ts';

/** A public key of ECDSA P-256 as a JSON Web Key (RFC 7517, RFC 7518 6.2): what WebCrypto exports. */
export const devicePublicKey = z
  .object({
    kty: z.literal('EC'),
    crv: z.literal('P-256'),
    x: z.string().regex(/^[\w-]{43}$/),
    y: z.string().regex(/^[\w-]{43}$/),
  })
  .meta({ description: 'An ECDSA P-256 public key (JWK); other members are ignored' });
export type DevicePublicKey = z.infer<typeof devicePublicKey>;

/** A signature by ECDSA P-256 with SHA-256: 64 bytes (r and s), base64url. */
export const deviceSignature = z.string().regex(/^[\w-]{86}$/);

/**
 * How a device shows which one it is: an opaque id that an app keeps, the IMEI of a native client, or a key pair of a
 * browser (WebCrypto, not extractable) that signs {@link deviceProofText}.
 */
export const deviceEvidence = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('id'), id: z.string().regex(/^[\x21-\x7e]{8,200}$/) }),
  z.strictObject({ kind: z.literal('imei'), id: z.string().regex(/^\d{14,16}$/) }),
  z.strictObject({ kind: z.literal('key'), publicKey: devicePublicKey, signature: deviceSignature }),
]);
export type DeviceEvidence = z.infer<typeof deviceEvidence>;

/** The purpose of the keyed hashes (service-kit's `createKeyedHash`, of `<kind>:<id>`) that stand for the ids of devices. */
export const DEVICE_HASH_PURPOSE = 'rollcall device ids';

/** What a browser's key signs to be bound to a person. */
export function deviceProofText(userId: string): string {
  return `rollcall device of ${userId}`;
}

/** What it signs of a token that it scanned: never the bare token, which others choose and could make a proof of. */
export function scanProofText(token: string): string {
  return `rollcall scan of ${token}`;
}

export const device = z.object({
  _id: id,
  kind: z.enum(['id', 'imei', 'key']),
  label: z.string().nullable(),
  boundAt: instant,
});
export type Device = z.infer<typeof device>;

export const deviceReset = z.object({
  _id: id,
  userId: id,
  userName: z.string(),
  userEmail: z.string(),
  reason: z.string().nullable(),
  status: z.enum(['pending', 'approved', 'rejected']),
  createdAt: instant,
  decidedAt: instant.nullable(),
  decidedBy: id.nullable(),
  decisionReason: z.string().nullable(),
});
export type DeviceReset = z.infer<typeof deviceReset>;

const decision = {
  method: 'POST',
  access: 'admin',
  ids: { id: 'device_reset_not_found' },
  body: z.strictObject({ reason: text(500).optional() }).default({}),
  data: deviceReset,
  errors: ['device_reset_not_found', 'device_reset_decided'],
} as const;

export const deviceRoutes = defineRoutes('auth', {
  bindDevice: route({
    summary: 'Bind this device to me; the same one again changes nothing',
    method: 'POST',
    paths: ['/api/v1/devices'],
    access: 'student',
    body: z.strictObject({ device: deviceEvidence, label: text(100).optional() }),
    data: device,
    errors: ['device_bound', 'device_proof_invalid'],
  }),

  myDevice: route({
    summary: 'My device and my open request for a reset',
    method: 'GET',
    paths: ['/api/v1/devices/mine'],
    access: 'student',
    data: z.object({ device: device.nullable(), reset: deviceReset.nullable() }),
  }),

  requestDeviceReset: route({
    summary: 'Ask for a reset of my device; while one is open, that one is answered',
    method: 'POST',
    paths: ['/api/v1/device-resets'],
    access: 'student',
    body: z.strictObject({ reason: text(500).optional() }).default({}),
    status: 201,
    data: deviceReset,
  }),

  listDeviceResets: route({
    summary: 'Requests for resets, the oldest first',
    method: 'GET',
    paths: ['/api/v1/device-resets'],
    access: 'admin',
    query: z.strictObject({
      status: deviceReset.shape.status.default('pending'),
      cursor: id.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    data: z.object({ items: z.array(deviceReset), nextCursor: z.string().nullable() }),
  }),

  approveDeviceReset: route({
    summary: "Approve: the student's device is released, the next one that is used is bound",
    paths: ['/api/v1/device-resets/:id/approve'],
    ...decision,
  }),

  rejectDeviceReset: route({
    summary: 'Reject: the device stays bound',
    paths: ['/api/v1/device-resets/:id/reject'],
    ...decision,
  }),
});

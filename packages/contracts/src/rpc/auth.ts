import { z } from 'zod';
import { deviceEvidence, devicePublicKey } from '../http/devices.ts';
import { id, role } from '../values.ts';
import { rpc, tokenGuards } from './define.ts';

const person = z.object({
  _id: id,
  name: z.string(),
  email: z.string(),
  role,
  disabled: z.boolean(),
  /** Added later: an older process leaves it out. */
  studentNumber: z.string().nullable().default(null),
});

/** A bound device: of ids a keyed hash (by `DEVICE_HASH_PURPOSE`), of keys the public one. */
const boundDevice = z.object({
  userId: id,
  deviceId: id,
  kind: z.enum(['id', 'imei', 'key']),
  idHash: z.string().nullable(),
  publicKey: devicePublicKey.nullable(),
});

export const authRpc = {
  /** People by id; unknown ids are left out. At most 1,000 a request. */
  usersById: rpc('auth', 'users-by-id', {
    askedBy: ['class', 'session', 'notification'],
    request: z.object({ ids: z.array(id).max(1000) }),
    response: z.object({ users: z.array(person) }),
  }),
  /** People by e-mail address in any spelling; `asked` is the address as it was given. At most 1,000 a request. */
  usersByEmail: rpc('auth', 'users-by-email', {
    askedBy: ['class'],
    request: z.object({ emails: z.array(z.string().max(254)).max(1000) }),
    response: z.object({ users: z.array(person.extend({ asked: z.string() })) }),
  }),
  /** People by student number, in the very spelling; unknown ones are left out. At most 1,000 a request. */
  usersByStudentNumber: rpc('auth', 'users-by-student-number', {
    askedBy: ['class'],
    request: z.object({ studentNumbers: z.array(z.string().max(50)).max(1000) }),
    response: z.object({ users: z.array(person) }),
  }),
  /**
   * Makes the accounts of students that there are not, on behalf of staff, so of addresses of any domain. Answers in the order
   * of the request: who has the address now, or a sentence why nobody; `created` by this import, also when it is asked again.
   * With `invite` those get a link to set a password. At most 500 a request.
   */
  ensureStudents: rpc('auth', 'ensure-students', {
    askedBy: ['class'],
    request: z.object({
      importId: id,
      invite: z.boolean(),
      students: z
        .array(
          z.object({ name: z.string().max(1_000), email: z.string().max(1_000), studentNumber: z.string().max(1_000) }),
        )
        .max(500),
    }),
    response: z.object({
      students: z.array(z.object({ user: person.nullable(), created: z.boolean(), problem: z.string().nullable() })),
    }),
    timeoutMs: 10_000,
  }),
  /** The bound devices of people, those who have none left out. At most 1,000 a request. */
  devicesOfRoster: rpc('auth', 'devices-of-roster', {
    askedBy: ['session'],
    request: z.object({ userIds: z.array(id).max(1000) }),
    response: z.object({ devices: z.array(boundDevice) }),
  }),
  /** Binds the device of a student's first scan. `other`: another one is bound. */
  bindDevice: rpc('auth', 'bind-device', {
    askedBy: ['session'],
    request: z.object({ userId: id, device: deviceEvidence }),
    response: z.object({ outcome: z.enum(['bound', 'same', 'other']) }),
  }),
  /** The issuer's public keys as a JSON Web Key Set (RFC 7517). */
  jwks: rpc('auth', 'jwks', {
    askedBy: tokenGuards,
    request: z.object({}),
    response: z.object({ keys: z.array(z.record(z.string(), z.unknown())) }),
  }),
  /**
   * Log-in sessions that ended at or after `sinceMs` (epoch ms) and whose tokens may be valid until `forgetAtMs`, the first
   * ended first. All until `nowMs` are there; with `more`, ask again from it.
   */
  endedSince: rpc('auth', 'ended-since', {
    askedBy: tokenGuards,
    request: z.object({ sinceMs: z.int().min(0) }),
    response: z.object({
      ended: z.array(z.object({ sessionId: z.string(), forgetAtMs: z.int() })),
      nowMs: z.int(),
      more: z.boolean(),
    }),
  }),
  /** Whether a log-in session is still good. */
  isSessionActive: rpc('auth', 'is-session-active', {
    askedBy: tokenGuards,
    request: z.object({ sessionId: z.string() }),
    response: z.object({ active: z.boolean() }),
  }),
};

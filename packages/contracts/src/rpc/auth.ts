import { z } from 'zod';
import { id, role } from '../values.ts';
import { rpc } from './define.ts';

export const authRpc = {
  /** People by id; unknown ids are left out. At most 1,000 a request. */
  usersById: rpc('auth', 'users-by-id', {
    request: z.object({ ids: z.array(id).max(1000) }),
    response: z.object({
      users: z.array(z.object({ _id: id, name: z.string(), email: z.string(), role, disabled: z.boolean() })),
    }),
  }),
  /** The issuer's public keys as a JSON Web Key Set (RFC 7517). */
  jwks: rpc('auth', 'jwks', {
    request: z.object({}),
    response: z.object({ keys: z.array(z.record(z.string(), z.unknown())) }),
  }),
  /**
   * Log-in sessions that ended at or after `sinceMs` (epoch ms) and whose tokens may be valid until `forgetAtMs`, the first
   * ended first. All until `nowMs` are there; with `more`, ask again from it.
   */
  endedSince: rpc('auth', 'ended-since', {
    request: z.object({ sinceMs: z.int().min(0) }),
    response: z.object({
      ended: z.array(z.object({ sessionId: z.string(), forgetAtMs: z.int() })),
      nowMs: z.int(),
      more: z.boolean(),
    }),
  }),
  /** Whether a log-in session is still good. */
  isSessionActive: rpc('auth', 'is-session-active', {
    request: z.object({ sessionId: z.string() }),
    response: z.object({ active: z.boolean() }),
  }),
};

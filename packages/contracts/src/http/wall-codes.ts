import { z } from 'zod';
import { id, instant } from '../values.ts';
import { defineRoutes, route } from './route.ts';
import { asSessionTeacher, ofSession } from './sessions.ts';

/**
 * What a QR on the wall holds now. `code` is what people without a camera type, null while the session's policy has none.
 * `slot` is its place on the wall, 0 in `rotating`. It is replaced at `expiresAt`, or before that when it was used up.
 */
export const qrCode = z.object({
  sessionId: id,
  roundId: z.string(),
  slot: z.int().min(0).max(8),
  token: z.string(),
  code: z.string().nullable(),
  issuedAt: instant,
  expiresAt: instant,
});
export type QrCode = z.infer<typeof qrCode>;

/** The first code, all of them by slot, and what stands beside them. */
const wall = qrCode.extend({
  codes: z.array(qrCode),
  className: z.string(),
  courseName: z.string().nullable(),
  teacherName: z.string().nullable(),
  room: z.string().nullable(),
});
export type Wall = z.infer<typeof wall>;

const onWall = {
  access: 'teacher',
  ids: ofSession,
  errors: [...asSessionTeacher, 'session_not_active', 'round_not_active'],
} as const;

export const wallCodeRoutes = defineRoutes('session', {
  getQr: route({
    summary: 'The codes on the wall now (the session’s teachers only)',
    method: 'GET',
    paths: ['/api/v1/sessions/:id/qr'],
    ...onWall,
    data: wall,
  }),

  qrStatus: route({
    summary: 'How long the codes on the wall are still shown; without the codes',
    method: 'GET',
    paths: ['/api/v1/sessions/:id/qr/status'],
    ...onWall,
    data: z.object({
      sessionId: id,
      roundId: z.string(),
      mode: z.enum(['rotating', 'single-use']),
      rotationSeconds: z.int(),
      hasTypedCode: z.boolean(),
      slots: z.array(
        z.object({ slot: z.int(), issuedAt: instant, expiresAt: instant, secondsLeft: z.number().min(0) }),
      ),
    }),
  }),

  rotateQr: route({
    summary: 'Replace all codes on the wall now; the ones before stay good for their grace',
    method: 'POST',
    paths: ['/api/v1/sessions/:id/qr/rotate'],
    ...onWall,
    data: wall,
  }),

  regenerateCode: route({
    summary: 'Replace the code that is typed; the one before is no longer good',
    method: 'POST',
    paths: ['/api/v1/sessions/:id/code/regenerate'],
    ...onWall,
    data: z.object({ sessionId: id, code: z.string().nullable() }),
  }),
});

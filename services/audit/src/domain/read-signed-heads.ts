import { AUDIT_CHAINS, instant } from '@rollcall/contracts';
import { z } from 'zod';
import type { SignedHeads } from './signed-heads.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const signedHeads = z.strictObject({
  _id: z.int().min(1),
  schemaVersion: z.literal(1),
  institutionId: z.string(),
  day: z.iso.date().optional(),
  signedAt: instant.transform((text) => new Date(text)),
  heads: z.array(
    z.strictObject({
      chain: z
        .int()
        .min(0)
        .max(AUDIT_CHAINS - 1),
      position: z.int().min(0),
      hash,
    }),
  ),
  previousHash: hash,
  keyId: hash,
  signature: z.base64(),
});

/** Signed heads that somebody kept, a line of JSON each: as they were printed, or as they stand in a line of the log. */
export function readSignedHeads(text: string): SignedHeads[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const value: unknown = JSON.parse(line);
      const logged = z.object({ signedHeads: z.unknown() }).safeParse(value).data;
      const { day, ...rest } = signedHeads.parse(logged?.signedHeads ?? value);
      return { ...rest, ...(day !== undefined && { day }) };
    });
}

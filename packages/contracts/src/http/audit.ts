import { z } from 'zod';
import { id, instant, role } from '../values.ts';
import { defineRoutes, download, route } from './route.ts';

/** The history of one thing is in one of so many hash chains. Never changed: it would send later entries elsewhere. */
export const AUDIT_CHAINS = 16;

const chain = z
  .int()
  .min(0)
  .max(AUDIT_CHAINS - 1);
const hash = z.string().meta({ description: 'SHA-256, 64 hexadecimal digits' });

/** What an entry is about; `id` is null when it names a person and was erased. */
const entity = z.object({ type: z.string(), id: z.string().nullable() });

/** One act. `details` name nobody; `personal` is what can be erased, null when there is none or it was. */
export const auditEntry = z.object({
  _id: z.string(),
  chain,
  position: z.int(),
  /** When it happened, and when it was written down. */
  at: instant,
  recordedAt: instant,
  action: z.string(),
  entity,
  requestId: z.string(),
  /** Null: the system itself. */
  actorRole: role.nullable(),
  details: z.record(z.string(), z.unknown()),
  personal: z.record(z.string(), z.unknown()).nullable(),
  erased: z.boolean(),
  previousHash: hash,
  hash,
});
export type AuditEntry = z.infer<typeof auditEntry>;

const problemKind = z.enum([
  'altered',
  'removed',
  'inserted',
  'reordered',
  'personal_altered',
  'head_mismatch',
  'signature_invalid',
]);

/** The first thing that is wrong. `chain` is null, and `position` the number of the signed heads, when their signature is. */
const problem = z.object({
  chain: chain.nullable(),
  position: z.number(),
  kind: problemKind,
  entryId: z.string().nullable(),
});
export type AuditProblem = z.infer<typeof problem>;

const verification = z.object({
  valid: z.boolean(),
  /** Those that were looked at, and how many of them had their personal part erased. */
  entries: z.int(),
  erased: z.int(),
  /** When the heads were last signed: what was written and cut off since leaves no trace but the head documents. */
  signedAt: instant.nullable(),
  chains: z.array(z.object({ chain, entries: z.int(), head: hash.nullable() })),
  problem: problem.nullable(),
});
export type AuditVerification = z.infer<typeof verification>;

const key = z.object({ _id: z.string(), algorithm: z.literal('Ed25519'), pem: z.string() });
export type AuditKey = z.infer<typeof key>;

const moment = z.iso.datetime().transform((text) => new Date(text));

const filters = {
  entityType: z.string().min(1).max(50).optional(),
  /** Of that type. */
  entityId: z.string().min(1).max(100).optional(),
  actorId: id.optional(),
  /** Who acted or was acted upon. */
  userId: id.optional(),
  action: z.string().min(1).max(100).optional(),
  from: moment.optional(),
  /** Before this. */
  to: moment.optional(),
};
const idNeedsType = { error: 'needs entityType', path: ['entityId'] };
const namesType = (query: { entityType?: string | undefined; entityId?: string | undefined }) =>
  query.entityId === undefined || query.entityType !== undefined;

export const auditRoutes = defineRoutes('audit', {
  listAuditEntries: route({
    summary: 'The audit log, newest first',
    method: 'GET',
    paths: ['/api/v1/audit'],
    access: 'admin',
    query: z
      .strictObject({
        ...filters,
        cursor: z.string().max(200).optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      })
      .refine(namesType, idNeedsType),
    data: z.object({ items: z.array(auditEntry), nextCursor: z.string().nullable() }),
  }),

  exportAuditEntries: route({
    summary: 'The audit log as a file, newest first; that it was taken is recorded',
    method: 'GET',
    paths: ['/api/v1/audit/export'],
    access: 'admin',
    query: z.strictObject({ ...filters, format: z.enum(['csv']).default('csv') }).refine(namesType, idNeedsType),
    produces: ['text/csv'],
    data: download,
  }),

  verifyAudit: route({
    summary: 'Whether the log, or one of its chains, is as it was written: the first thing that is wrong',
    method: 'GET',
    paths: ['/api/v1/audit/verify'],
    access: 'admin',
    query: z.strictObject({ chain: z.coerce.number().pipe(chain).optional() }),
    data: verification,
  }),

  auditKey: route({
    summary: 'The public key that the heads of the chains are signed for',
    method: 'GET',
    paths: ['/api/v1/audit/key'],
    access: 'public',
    data: key,
  }),
});

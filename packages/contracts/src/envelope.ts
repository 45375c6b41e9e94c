/** The one envelope: everything that travels over NATS is one of these, parsed with the same schema on both ends. */
import { z } from 'zod';
import { actor } from './values.ts';

export const ENVELOPE_VERSION = 1;

/** The envelope around data of a schema. `entityId` names what an event is about; `audited` asks the audit log to keep it. */
export function envelope<Data extends z.ZodType>(data: Data) {
  return z.object({
    v: z.literal(ENVELOPE_VERSION),
    id: z.string().min(1).max(100),
    time: z.iso.datetime(),
    requestId: z.string().min(1).max(200),
    traceparent: z.string().max(100).optional(),
    actor: actor.nullable(),
    entityId: z.string().max(100).optional(),
    audited: z.boolean().optional(),
    data,
  });
}

export interface Envelope<Data> {
  v: typeof ENVELOPE_VERSION;
  id: string;
  time: string;
  requestId: string;
  traceparent?: string | undefined;
  actor: z.infer<typeof actor> | null;
  entityId?: string | undefined;
  audited?: boolean | undefined;
  data: Data;
}

/** BullMQ queues and the data of their jobs. Fields added later are optional: a rolling update meets older jobs. */
import { z } from 'zod';
import { id } from './values.ts';

export const jobs = {
  /** Draws a new code for the wall. One scheduler a round, its id is the round's. */
  qrRotation: { queue: 'qr-rotation', data: z.object({ sessionId: id, roundNumber: z.int() }) },
} as const;
export type JobName = keyof typeof jobs;
export type JobData<Name extends JobName> = z.infer<(typeof jobs)[Name]['data']>;

/** Redis key prefix of a queue; the braces keep a queue on one node of a cluster. */
export function queuePrefix(queue: string) {
  return `bull:{${queue}}`;
}

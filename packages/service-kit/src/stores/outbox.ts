import { randomUUID } from 'node:crypto';
import type { Model } from 'mongoose';
import type { Bus } from '../nats/bus.ts';
import { type PendingEvent, publishEvent } from '../nats/events.ts';
import { createPublishedEvents } from './published-events.ts';

const SWEEP_MS = 1_000;
const BATCH = 100;
/** A sweep takes its time when thousands of documents changed at once: other work goes on beside it. */
const BATCHES_A_SWEEP = 5;

/** The field that a document with an outbox has; spread it into the schema. */
export const outboxField = {
  outbox: { type: [{ _id: false, subject: String, envelope: Object }], default: undefined },
};

/** Its index: only documents with something to publish are in it. */
export const outboxIndex = [{ 'outbox.envelope.id': 1 }, { sparse: true }] as const;

const waiting = { 'outbox.envelope.id': { $exists: true } };

/** A document whose changes leave events to be published. */
export interface WithOutbox {
  outbox?: PendingEvent[] | undefined;
}

export interface Outbox {
  /** Publishes what waits in one document, now. Never throws: what stays is published by the sweep. */
  flush(documentId: unknown): Promise<void>;
  close(): void;
}

/** Any model whose schema has `outboxField`. Not `Model<…>`: comparing two of those takes the compiler half a minute. */
export interface OutboxModel {
  modelName: string;
}

/**
 * Publishes the events that changes left in the `outbox` of the very documents they changed: what is committed is
 * published, also after a crash, because every process sweeps. An event may be published twice (same id). What is published is
 * kept for a day beside them, see {@link PublishedEvents}.
 */
export function createOutbox(bus: Bus, documents: OutboxModel): Outbox {
  const model = documents as unknown as Model<WithOutbox>;
  const published = createPublishedEvents(model.db);

  /** True when there may be more. */
  async function publishFrom(filter: Record<string, unknown>): Promise<boolean> {
    const documents = await model.find(filter, { outbox: 1 }).limit(BATCH).lean();
    // First, because what is published and still waits is published by others, too.
    await published.add(documents.flatMap(({ outbox = [] }) => outbox));
    const results = await Promise.allSettled(documents.map(publishAll));
    const events = results.flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
    if (events.length > 0) {
      const ids = events.map(({ envelope }) => envelope.id);
      const changed = { _id: { $in: documents.map(({ _id }) => _id) } };
      await model.updateMany(changed, { $pull: { outbox: { 'envelope.id': { $in: ids } } } });
    }
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
    return documents.length === BATCH;
  }

  /** In their order. */
  async function publishAll({ outbox = [] }: WithOutbox): Promise<PendingEvent[]> {
    for (const event of outbox) await publishEvent(bus, event);
    return outbox;
  }

  async function attempt(filter: Record<string, unknown>): Promise<boolean> {
    try {
      return bus.isUp() && (await publishFrom(filter));
    } catch (error) {
      bus.log.debug({ err: error }, 'outbox: again later');
      return false;
    }
  }

  async function sweep() {
    let more = await attempt(waiting);
    for (let batch = 1; more && batch < BATCHES_A_SWEEP; batch += 1) {
      // From a place of its own, so that processes share the work and nothing waits behind what came in a mass.
      more = await attempt({ 'outbox.envelope.id': { $gte: randomUUID() } });
    }
  }

  let sweeping = false;
  const timer = setInterval(async () => {
    if (sweeping) return;
    sweeping = true;
    await sweep();
    sweeping = false;
  }, SWEEP_MS);
  return {
    async flush(documentId) {
      await attempt({ _id: documentId, ...waiting });
    },
    close: () => clearInterval(timer),
  };
}

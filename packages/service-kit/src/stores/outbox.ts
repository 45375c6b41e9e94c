import type { Model } from 'mongoose';
import type { Bus } from '../nats/bus.ts';
import { type PendingEvent, publishEvent } from '../nats/events.ts';

const SWEEP_MS = 1_000;
const BATCH = 100;

/** The field that a document with an outbox has; spread it into the schema. */
export const outboxField = {
  outbox: { type: [{ _id: false, subject: String, envelope: Object }], default: undefined },
};

/** Its index: only documents with something to publish are in it. */
export const outboxIndex = [{ 'outbox.envelope.id': 1 }, { sparse: true }] as const;

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
 * published, also after a crash, because every process sweeps. An event may be published twice (same id).
 */
export function createOutbox(bus: Bus, documents: OutboxModel): Outbox {
  const model = documents as unknown as Model<WithOutbox>;

  async function publishFrom(filter: Record<string, unknown>) {
    const documents = await model
      .find({ ...filter, 'outbox.envelope.id': { $exists: true } }, { outbox: 1 })
      .limit(BATCH)
      .lean();
    for (const document of documents) {
      for (const event of document.outbox ?? []) {
        await publishEvent(bus, event);
        await model.updateOne({ _id: document._id }, { $pull: { outbox: { 'envelope.id': event.envelope.id } } });
      }
    }
  }

  async function attempt(filter: Record<string, unknown>) {
    try {
      if (bus.isUp()) await publishFrom(filter);
    } catch (error) {
      bus.log.debug({ err: error }, 'outbox: again later');
    }
  }

  let sweeping = false;
  const timer = setInterval(async () => {
    if (sweeping) return;
    sweeping = true;
    await attempt({});
    sweeping = false;
  }, SWEEP_MS);
  return { flush: (documentId) => attempt({ _id: documentId }), close: () => clearInterval(timer) };
}

import { EVENT_STREAM } from '@rollcall/contracts';
import { AckPolicy, type ConsumerMessages, DeliverPolicy, type JetStreamManager, type JsMsg, nanos } from 'nats';
import type { Bus } from './bus.ts';
import { ensureStream, isMissing, manageStreams } from './events.ts';

const RESTART_DELAY_MS = 500;

export interface Following {
  subjects: string[];
  /** So many are fetched ahead. */
  ahead: number;
  /** What a process has taken and not answered for so long comes to another one. */
  answerWithinMs: number;
}

/**
 * Reads a service's events through one durable consumer, shared by its processes, until the bus closes. Stream and consumer
 * are made again when they are lost.
 */
export function followEvents(
  bus: Bus,
  following: Following,
  read: (messages: AsyncIterable<JsMsg>) => Promise<void>,
): void {
  const durable = bus.service;

  async function open() {
    const manager = await manageStreams(bus);
    await ensureStream(manager);
    await ensureConsumer(manager, durable, following);
    const consumer = await bus.connection.jetstream().consumers.get(EVENT_STREAM, durable);
    return consumer.consume({ max_messages: following.ahead });
  }

  async function run() {
    while (!bus.connection.isClosed()) {
      try {
        const messages = await open();
        watchForLoss(messages);
        await read(messages);
      } catch (error) {
        bus.log.warn({ err: error }, 'events: starting again');
      }
      await new Promise((resume) => setTimeout(resume, RESTART_DELAY_MS));
    }
  }

  run().catch((error) => bus.log.error({ err: error }, 'events'));
}

/** How many events of a service are not handled yet. Throws while NATS is away, or the stream is lost. */
export async function countBacklog(bus: Bus): Promise<number> {
  const manager = await manageStreams(bus);
  const { num_pending, num_ack_pending } = await manager.consumers.info(EVENT_STREAM, bus.service);
  return num_pending + num_ack_pending;
}

/**
 * Makes the durable consumer of a service, or widens the one that is there. It is never narrowed: during a deployment
 * processes of the release before, which consume fewer events, may open it again.
 */
async function ensureConsumer(
  manager: JetStreamManager,
  durable: string,
  { subjects, answerWithinMs }: Following,
): Promise<void> {
  const ack_wait = nanos(answerWithinMs);
  const known = await readConfig(manager, durable);
  if (!known) {
    await manager.consumers.add(EVENT_STREAM, {
      durable_name: durable,
      ack_policy: AckPolicy.Explicit,
      deliver_policy: DeliverPolicy.All,
      filter_subjects: subjects,
      ack_wait,
    });
  } else if (known.ack_wait !== ack_wait || subjects.some((subject) => !known.subjects.includes(subject))) {
    const filter_subjects = [...new Set([...known.subjects, ...subjects])];
    await manager.consumers.update(EVENT_STREAM, durable, { filter_subjects, filter_subject: undefined, ack_wait });
  }
}

/** Of a consumer; undefined when there is none of the name. The server tells a single subject in a field of its own. */
async function readConfig(manager: JetStreamManager, durable: string) {
  try {
    const { filter_subjects, filter_subject, ack_wait } = (await manager.consumers.info(EVENT_STREAM, durable)).config;
    return { subjects: filter_subjects ?? (filter_subject === undefined ? [] : [filter_subject]), ack_wait };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Ends an iteration whose stream or consumer is gone, so that both are made again. */
function watchForLoss(messages: ConsumerMessages): void {
  const follow = async () => {
    for await (const status of await messages.status()) {
      if (['consumer_deleted', 'stream_not_found', 'consumer_not_found'].includes(status.type)) messages.stop();
    }
  };
  follow().catch(() => messages.stop());
}

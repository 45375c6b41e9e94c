import { EVENT_STREAM } from '@rollcall/contracts';
import { AckPolicy, type ConsumerMessages, DeliverPolicy, type JetStreamManager, type JsMsg, nanos } from 'nats';
import type { Bus } from './bus.ts';
import { ensureStream, isMissing, manageStreams } from './events.ts';

const RESTART_DELAY_MS = 500;
const MOST_UNANSWERED = 1_000;

/**
 * Reads a service's events through one durable consumer, shared by its processes, until the bus closes. Stream and consumer
 * are made again when they are lost. Each message is to be acknowledged or given back within 30 s.
 */
export function followEvents(
  bus: Bus,
  subjects: string[],
  read: (messages: AsyncIterable<JsMsg>) => Promise<void>,
): void {
  const durable = bus.service;

  async function open() {
    const manager = await manageStreams(bus);
    await ensureStream(manager);
    await ensureConsumer(manager, durable, subjects);
    const consumer = await bus.connection.jetstream().consumers.get(EVENT_STREAM, durable);
    return consumer.consume({ max_messages: MOST_UNANSWERED });
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

/**
 * Makes the durable consumer of a service, or widens the one that is there. It is never narrowed: during a deployment
 * processes of the release before, which consume fewer events, may open it again.
 */
async function ensureConsumer(manager: JetStreamManager, durable: string, subjects: string[]): Promise<void> {
  const known = await readSubjects(manager, durable);
  if (!known) {
    await manager.consumers.add(EVENT_STREAM, {
      durable_name: durable,
      ack_policy: AckPolicy.Explicit,
      deliver_policy: DeliverPolicy.All,
      filter_subjects: subjects,
      ack_wait: nanos(30_000),
      max_ack_pending: MOST_UNANSWERED,
    });
  } else if (subjects.some((subject) => !known.includes(subject))) {
    const filter_subjects = [...new Set([...known, ...subjects])];
    await manager.consumers.update(EVENT_STREAM, durable, { filter_subjects, filter_subject: undefined });
  }
}

/** What a consumer hears; undefined when there is none of the name. The server tells a single subject in a field of its own. */
async function readSubjects(manager: JetStreamManager, durable: string): Promise<string[] | undefined> {
  try {
    const { filter_subjects, filter_subject } = (await manager.consumers.info(EVENT_STREAM, durable)).config;
    return filter_subjects ?? (filter_subject === undefined ? [] : [filter_subject]);
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

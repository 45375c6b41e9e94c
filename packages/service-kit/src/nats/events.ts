import {
  type Envelope,
  EVENT_STREAM,
  EVENT_SUBJECTS,
  type EventData,
  type EventName,
  events,
} from '@rollcall/contracts';
import {
  AckPolicy,
  DeliverPolicy,
  ErrorCode,
  type JetStreamManager,
  type JsMsg,
  NatsError,
  nanos,
  RetentionPolicy,
} from 'nats';
import type { Trace } from '../trace.ts';
import type { Bus } from './bus.ts';
import { seal, traceOf, unseal } from './seal.ts';

const DAY_MS = 86_400_000;
const PUBLISH_TIMEOUT_MS = 2_000;
const REDELIVERY_DELAY_MS = 500;
/** Ten minutes: a deployment takes less. */
const FOREIGN_DELIVERIES = 1_200;

/** An event in its envelope, with the subject it goes to: what an outbox keeps. */
export interface PendingEvent {
  subject: string;
  envelope: Envelope<unknown>;
}

/** Makes an event ready to be published. `entityId` names what it is about. */
export function createEvent<Name extends EventName>(
  bus: Pick<Bus, 'clock' | 'ids'>,
  name: Name,
  entityId: string,
  data: EventData<Name>,
  trace: Trace,
): PendingEvent {
  const { subject, audited } = events[name];
  return { subject, envelope: { ...seal(bus, data, trace), entityId, audited } };
}

/**
 * Publishes to the stream, which drops what it already has by the envelope's id; makes the stream when it is not there.
 * Throws when the event is not stored.
 */
export async function publishEvent(bus: Bus, event: PendingEvent): Promise<void> {
  await publishEvents(bus, [event]);
}

/**
 * Publishes events in their order with one acknowledgement: the server takes in what one connection sends one by one, so when
 * the last is stored the others are. Throws when the last is not stored: then none may be. Who hears them knows by the
 * envelope's id one that was told twice.
 */
export async function publishEvents(bus: Bus, events: PendingEvent[]): Promise<void> {
  if (events.length === 0) return;
  bus.requireUp();
  try {
    await publishAll(bus, events);
  } catch (error) {
    if (!(error instanceof NatsError && error.code === ErrorCode.NoResponders)) throw error;
    await ensureStream(await manageStreams(bus));
    await publishAll(bus, events);
  }
}

async function publishAll({ connection }: Bus, events: PendingEvent[]): Promise<void> {
  const jetstream = connection.jetstream();
  for (const [index, { subject, envelope }] of events.entries()) {
    const payload = JSON.stringify(envelope);
    if (index < events.length - 1) connection.publish(subject, payload);
    else await jetstream.publish(subject, payload, { msgID: envelope.id, timeout: PUBLISH_TIMEOUT_MS });
  }
}

/** When the stream of events was made, undefined when there is none: another one than before has lost what was in it. */
export async function readStreamCreation(bus: Bus): Promise<string | undefined> {
  try {
    return (await (await manageStreams(bus)).streams.info(EVENT_STREAM)).created;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Handles one event of the contracts, at least once. */
export interface Consumer<Context> {
  name: EventName;
  handle(context: Context, data: unknown, trace: Trace): Promise<void>;
}

/** Binds a handler to an event. */
export function consumer<Context, Name extends EventName>(
  name: Name,
  handle: (context: Context, data: EventData<Name>, trace: Trace) => Promise<void>,
): Consumer<Context> {
  return { name, handle: handle as Consumer<Context>['handle'] };
}

/** Remembers which events a service has handled, so that each counts once. */
export interface HandledEvents {
  has(eventId: string): Promise<boolean>;
  add(eventId: string): Promise<void>;
}

/** The account's own figures are nobody's business, and a service has no right to ask for them. */
function manageStreams(bus: Bus): Promise<JetStreamManager> {
  return bus.connection.jetstreamManager({ checkAPI: false });
}

/** Makes the stream of events unless it is there. */
export async function ensureStream(manager: JetStreamManager): Promise<void> {
  try {
    await manager.streams.info(EVENT_STREAM);
  } catch (error) {
    if (!isMissing(error)) throw error;
    await manager.streams.add({
      name: EVENT_STREAM,
      subjects: [EVENT_SUBJECTS],
      retention: RetentionPolicy.Limits,
      max_age: nanos(7 * DAY_MS),
      duplicate_window: nanos(120_000),
    });
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof NatsError && error.api_error?.code === 404;
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

/** Another process, of a release that consumes more, may know the event; after a while nobody does. */
function leaveToOthers(message: JsMsg): void {
  if (message.info.deliveryCount < FOREIGN_DELIVERIES) message.nak(REDELIVERY_DELAY_MS);
  else message.ack();
}

/**
 * Consumes a service's events through one durable consumer, shared by its processes, until the bus closes. Stream and
 * consumer are made again when they are lost. A handler that throws gets its event again.
 */
export function consumeEvents<Context>(
  bus: Bus,
  context: Context,
  handled: HandledEvents,
  consumers: Consumer<Context>[],
): void {
  const bySubject = new Map(consumers.map((one) => [events[one.name].subject as string, one]));
  const durable = bus.service;

  async function open() {
    const manager = await manageStreams(bus);
    await ensureStream(manager);
    await ensureConsumer(manager, durable, [...bySubject.keys()]);
    return (await bus.connection.jetstream().consumers.get(EVENT_STREAM, durable)).consume({ max_messages: 100 });
  }

  async function run() {
    while (!bus.connection.isClosed()) {
      try {
        const messages = await open();
        watchForLoss(messages);
        for await (const message of messages) await handle(message);
      } catch (error) {
        bus.log.warn({ err: error }, 'events: starting again');
      }
      await new Promise((resume) => setTimeout(resume, REDELIVERY_DELAY_MS));
    }
  }

  async function handle(message: JsMsg) {
    const one = bySubject.get(message.subject);
    try {
      if (!one) return leaveToOthers(message);
      const event = unseal(events[one.name].data, message.string());
      if (!(await handled.has(event.id))) {
        await one.handle(context, event.data, traceOf(event));
        await handled.add(event.id);
      }
      message.ack();
    } catch (error) {
      bus.log.warn({ err: error, subject: message.subject }, 'event: again later');
      message.nak(REDELIVERY_DELAY_MS);
    }
  }

  run().catch((error) => bus.log.error({ err: error }, 'events'));
}

/** Ends an iteration whose stream or consumer is gone, so that both are made again. */
function watchForLoss(messages: { status(): Promise<AsyncIterable<{ type: string }>>; stop(): void }): void {
  const follow = async () => {
    for await (const status of await messages.status()) {
      if (['consumer_deleted', 'stream_not_found', 'consumer_not_found'].includes(status.type)) messages.stop();
    }
  };
  follow().catch(() => messages.stop());
}

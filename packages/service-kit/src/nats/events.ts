import {
  type Envelope,
  EVENT_STREAM,
  EVENT_SUBJECTS,
  type EventData,
  type EventName,
  events,
} from '@rollcall/contracts';
import { ErrorCode, type JetStreamManager, NatsError, nanos, RetentionPolicy } from 'nats';
import type { Trace } from '../trace.ts';
import type { Bus } from './bus.ts';
import { seal } from './seal.ts';

const DAY_MS = 86_400_000;
const PUBLISH_TIMEOUT_MS = 2_000;

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

/** The account's own figures are nobody's business, and a service has no right to ask for them. */
export function manageStreams(bus: Bus): Promise<JetStreamManager> {
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

/** Whether JetStream says that there is no such stream or consumer. */
export function isMissing(error: unknown): boolean {
  return error instanceof NatsError && error.api_error?.code === 404;
}

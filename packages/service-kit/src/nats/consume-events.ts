import { type EventData, type EventName, events } from '@rollcall/contracts';
import type { JsMsg } from 'nats';
import { type Repeated, repeat } from '../repeat.ts';
import type { ParkedEvents } from '../stores/parked-events.ts';
import type { Trace } from '../trace.ts';
import type { Bus } from './bus.ts';
import { followEvents } from './durable.ts';
import { leaveToOthers, refuse } from './refusals.ts';
import { traceOf, unseal } from './seal.ts';

const LOOK_AT_PARKED_MS = 2_000;
/** The last of those that are fetched ahead waits for all before it. */
const AHEAD = 100;
const ANSWER_WITHIN_MS = 30_000;

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

/** Where a service keeps what it knows of its events. */
export interface EventStores {
  handled: HandledEvents;
  parked: ParkedEvents;
}

/**
 * Consumes a service's events one by one until the bus closes. A handler that throws gets its event again; one that it never
 * takes is parked. What it returns looks for parked ones that are to be tried again.
 */
export function consumeEvents<Context>(
  bus: Bus,
  context: Context,
  { handled, parked }: EventStores,
  consumers: Consumer<Context>[],
): Repeated {
  const bySubject = new Map(consumers.map((one) => [events[one.name].subject as string, one]));

  async function handle(one: Consumer<Context>, payload: string) {
    const event = unseal(events[one.name].data, payload);
    if (await handled.has(event.id)) return;
    await one.handle(context, event.data, traceOf(event));
    await handled.add(event.id);
  }

  async function take(message: JsMsg) {
    const one = bySubject.get(message.subject);
    if (!one) return leaveToOthers(message);
    try {
      await handle(one, message.string());
      message.ack();
    } catch (error) {
      await refuse(bus, parked, message, error);
    }
  }

  const following = { subjects: [...bySubject.keys()], ahead: AHEAD, answerWithinMs: ANSWER_WITHIN_MS };
  followEvents(bus, following, async (messages) => {
    for await (const message of messages) await take(message);
  });
  return retryParked(bus, parked, async ({ subject, payload }) => {
    const one = bySubject.get(subject);
    if (!one) throw new Error('this release does not react to it');
    await handle(one, payload);
  });
}

/** Tries parked events again that somebody asked for. */
export function retryParked(bus: Bus, parked: ParkedEvents, handle: Parameters<ParkedEvents['tryOne']>[0]): Repeated {
  return repeat({ name: 'parked events', everyMs: LOOK_AT_PARKED_MS, log: bus.log }, async () => {
    while (await parked.tryOne(handle));
  });
}

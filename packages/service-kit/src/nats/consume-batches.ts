import { type Envelope, type EventData, type EventName, events } from '@rollcall/contracts';
import type { JsMsg } from 'nats';
import { toAppError } from '../app-error.ts';
import type { Repeated } from '../repeat.ts';
import type { ParkedEvents } from '../stores/parked-events.ts';
import type { Bus } from './bus.ts';
import { retryParked } from './consume-events.ts';
import { followEvents } from './durable.ts';
import { gather } from './gather.ts';
import { leaveToOthers, refuse } from './refusals.ts';
import { unseal } from './seal.ts';

const GATHER_MS = 20;
const ANSWER_WITHIN_MS = 5_000;

/** An event as it came, with the name it has in the contracts. */
export type ReceivedEvent<Name extends EventName = EventName> = {
  [One in Name]: { name: One; subject: string } & Envelope<EventData<One>>;
}[Name];

/**
 * Handles many events at once: all of `names` that came within a moment, at most `most`, in the order of the stream. The
 * handler keeps each event once by its id: an event may come twice, in one batch or in two, also to two processes.
 */
export interface BatchConsumer<Context> {
  names: readonly EventName[];
  most: number;
  handle(context: Context, events: ReceivedEvent[]): Promise<void>;
}

interface Taken {
  message: JsMsg;
  event: ReceivedEvent;
}

/**
 * Consumes a service's events in batches until the bus closes. A batch that fails while no server is away is tried event by
 * event, so that one that is never taken is parked and the others are handled. What it returns looks for parked ones that
 * are to be tried again.
 */
export function consumeBatches<Context>(
  bus: Bus,
  context: Context,
  parked: ParkedEvents,
  { names, most, handle }: BatchConsumer<Context>,
): Repeated {
  const bySubject = new Map<string, EventName>(names.map((name) => [events[name].subject, name]));

  function open(subject: string, payload: string): ReceivedEvent {
    const name = bySubject.get(subject);
    if (name === undefined) throw new Error('this release does not react to it');
    return { name, subject, ...unseal(events[name].data, payload) } as ReceivedEvent;
  }

  async function take(messages: JsMsg[]) {
    const taken: Taken[] = [];
    for (const message of messages) {
      if (bySubject.has(message.subject)) taken.push(...(await openOrRefuse(message)));
      else leaveToOthers(message);
    }
    if (taken.length > 0) await handleAll(taken);
  }

  async function openOrRefuse(message: JsMsg): Promise<Taken[]> {
    try {
      return [{ message, event: open(message.subject, message.string()) }];
    } catch (error) {
      await refuse(bus, parked, message, error);
      return [];
    }
  }

  async function handleAll(taken: Taken[]) {
    const all = taken.map(({ event }) => event);
    try {
      await handle(context, all);
      for (const { message } of taken) message.ack();
    } catch (error) {
      const isOneToBlame = taken.length > 1 && toAppError(error).code !== 'try_again';
      if (isOneToBlame) for (const one of taken) await handleAll([one]);
      else for (const { message } of taken) await refuse(bus, parked, message, error);
    }
  }

  const following = { subjects: [...bySubject.keys()], ahead: 2 * most, answerWithinMs: ANSWER_WITHIN_MS };
  followEvents(bus, following, async (messages) => {
    for await (const some of gather(messages, most, GATHER_MS)) await take(some);
  });
  return retryParked(bus, parked, async ({ subject, payload }) => handle(context, [open(subject, payload)]));
}

import type { JsMsg } from 'nats';
import { toAppError } from '../app-error.ts';
import type { ParkedEvents } from '../stores/parked-events.ts';
import type { Bus } from './bus.ts';

const OUTAGE_DELAY_MS = 500;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;
/** A minute and a half with the pauses between them. */
const MOST_DELIVERIES = 9;
/** Ten minutes: a deployment takes less. */
const FOREIGN_DELIVERIES = 1_200;

/**
 * Gives back a message that could not be handled: again soon while a server is away, for as long as it takes; after longer
 * and longer pauses for every other reason, and parked in the end, so that nothing waits behind it.
 */
export async function refuse(bus: Bus, parked: ParkedEvents, message: JsMsg, error: unknown): Promise<void> {
  const { subject, info } = message;
  if (toAppError(error).code === 'try_again') {
    bus.log.warn({ err: error, subject }, 'event: again when the server is back');
    return message.nak(OUTAGE_DELAY_MS);
  }
  if (info.deliveryCount < MOST_DELIVERIES) {
    bus.log.warn({ err: error, subject, deliveries: info.deliveryCount }, 'event: again later');
    return message.nak(Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (info.deliveryCount - 1)));
  }
  try {
    await parked.add({ subject, payload: message.string(), problem: wordsOf(error) });
    bus.log.error({ err: error, subject }, 'event: parked');
    message.ack();
  } catch (problem) {
    bus.log.warn({ err: problem, subject }, 'event: could not be parked yet');
    message.nak(OUTAGE_DELAY_MS);
  }
}

/** Another process, of a release that consumes more, may know the event; after a while nobody does. */
export function leaveToOthers(message: JsMsg): void {
  if (message.info.deliveryCount < FOREIGN_DELIVERIES) message.nak(OUTAGE_DELAY_MS);
  else message.ack();
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

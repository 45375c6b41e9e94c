import { type Repeated, repeat } from '../repeat.ts';
import type { PublishedEvents } from '../stores/published-events.ts';
import type { Bus } from './bus.ts';
import { publishEvents, readStreamCreation } from './events.ts';

const DAY_MS = 86_400_000;
const LOOK_MS = 5_000;

/**
 * Tells the events of the last day again when the stream is another one than they went to: what was in the old one, and not
 * yet heard by everybody, is lost with it. Who has heard an event knows it by its id. `tellOthers` is for those that a service
 * publishes without an outbox.
 */
export function retellAfterLoss(
  bus: Bus,
  published: PublishedEvents,
  tellOthers: (since: Date) => Promise<void> = async () => {},
): Repeated {
  let known: string | undefined;
  return repeat({ name: 'events of a lost stream', everyMs: LOOK_MS, log: bus.log }, async () => {
    if (!bus.isUp()) return;
    const created = await readStreamCreation(bus);
    if (created === undefined || created === known) return;
    const before = await published.knownStream();
    if (before !== undefined && before !== created) {
      bus.log.warn('the stream of events is another one, telling the last day again');
      const since = new Date(bus.clock.now() - DAY_MS);
      await published.eachSince(since, (events) => publishEvents(bus, events));
      await tellOthers(since);
    }
    await published.noteStream(created);
    known = created;
  });
}

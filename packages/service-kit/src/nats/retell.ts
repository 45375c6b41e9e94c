import { type Repeated, repeat } from '../repeat.ts';
import type { PublishedEvents } from '../stores/published-events.ts';
import type { Bus } from './bus.ts';
import { publishEvents, readStreamCreation } from './events.ts';

const DAY_MS = 86_400_000;
const LOOK_MS = 5_000;

/**
 * Tells the events of the last day again when the stream is another one than they went to: what was in the old one, and not
 * yet heard by everybody, is lost with it. Who has heard an event knows it by its id.
 */
export function retellAfterLoss(bus: Bus, published: PublishedEvents): Repeated {
  return repeat({ name: 'events of a lost stream', everyMs: LOOK_MS, log: bus.log }, async () => {
    if (!bus.isUp()) return;
    const created = await readStreamCreation(bus);
    if (created === undefined) return;
    const known = await published.knownStream();
    if (known === created) return;
    if (known !== undefined) {
      bus.log.warn('the stream of events is another one, telling the last day again');
      await published.eachSince(new Date(bus.clock.now() - DAY_MS), (events) => publishEvents(bus, events));
    }
    await published.noteStream(created);
  });
}

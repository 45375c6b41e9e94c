import type { AuditedEventName } from '@rollcall/contracts';
import type { ReceivedEvent } from '@rollcall/service-kit';
import { draftOfEvent } from '../domain/draft.ts';
import type { LogParts } from './log-parts.ts';

/** Writes events down, in the order in which they came. */
export async function recordEvents({ store }: Pick<LogParts, 'store'>, events: ReceivedEvent[]): Promise<void> {
  await store.append(events.map((event) => draftOfEvent({ ...event, name: event.name as AuditedEventName })));
}

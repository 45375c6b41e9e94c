import type { Trace } from '@rollcall/service-kit';
import { draftOf } from '../domain/draft.ts';
import { ownActions } from '../domain/mappings/index.ts';
import type { LogParts } from './log-parts.ts';

export interface OwnAct {
  act: keyof typeof ownActions;
  details: Record<string, unknown>;
  /** What of it names people; `users` are those that it can be found by. */
  personal?: Record<string, unknown>;
  users?: string[];
}

// All that is done with the log as a whole is the history of one thing.
const log = { type: 'audit', id: 'log' } as const;

/** Writes down what the log itself does; the id of the entry. */
export async function recordOwn(
  { store, clock, ids }: Pick<LogParts, 'store' | 'clock' | 'ids'>,
  { act, details, personal = {}, users = [] }: OwnAct,
  { requestId, actor }: Trace,
): Promise<string> {
  const draft = draftOf({
    eventId: ids.unique(),
    at: new Date(clock.now()),
    requestId,
    actor,
    action: ownActions[act],
    entity: { ...log, isPersonal: false },
    family: [log.type, log.id],
    details,
    personal,
    users,
  });
  await store.append([draft]);
  return draft.entry._id;
}

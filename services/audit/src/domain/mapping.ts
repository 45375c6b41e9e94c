import type { AuditedEventName, EventData } from '@rollcall/contracts';

/**
 * What a value says: `plain`: nothing about a person; `personal`: a reason, or an id that a person is part of; `user`: an
 * account's id, or several. The two last can be erased; an entry is found by `user`.
 */
export type FieldKind = 'plain' | 'personal' | 'user';

/** How an event becomes an entry. A field of the event that is not sorted in does not compile. */
export interface Mapping<Data> {
  /** The word for the act. Never changed: entries have it for ever. */
  action: string;
  /** What the entry is about: a type, and the field with its id. */
  about: readonly [type: string, id: keyof Data & string];
  /** The thing whose history stays together in one chain; default: what the entry is about. Of one thing always the same. */
  family?: readonly [type: string, id: keyof Data & string];
  fields: { [Field in keyof Data]-?: FieldKind };
}

export type Mappings<Name extends AuditedEventName = AuditedEventName> = {
  [One in Name]: Mapping<EventData<One>>;
};

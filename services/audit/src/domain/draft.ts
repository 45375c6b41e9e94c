import type { Actor, AuditedEventName } from '@rollcall/contracts';
import { storable } from './canonical.ts';
import { chainOf } from './chains.ts';
import { common, entryIdOf, type UnlinkedEntry } from './entry.ts';
import { mappingOf } from './mappings/index.ts';
import { keysOf, type PersonalData, type PersonalPart } from './personal-part.ts';

/** An act before anything of it is stored: the entry but for its digest, and the personal part but for its salt. */
export interface Draft {
  entry: Omit<UnlinkedEntry, 'personalDigest'>;
  personal: Omit<PersonalPart, 'salt'> | null;
}

/** An act in words of the log. */
export interface Act {
  eventId: string;
  at: Date;
  requestId: string;
  actor: Actor | null;
  action: string;
  entity: { type: string; id: string; isPersonal: boolean };
  family: readonly [type: string, id: string];
  details: Record<string, unknown>;
  personal: Record<string, unknown>;
  users: string[];
}

/** An audited event as it came. */
interface AuditedEvent {
  name: AuditedEventName;
  id: string;
  time: string;
  requestId: string;
  actor: Actor | null;
  data: object;
}

/** What is kept of an event, by its mapping. */
export function draftOfEvent({ name, id, time, requestId, actor, data }: AuditedEvent): Draft {
  const { action, about, family = about, fields } = mappingOf(name);
  const values = data as Record<string, unknown>;
  const given = Object.entries(values).filter(([field, value]) => value !== undefined && Object.hasOwn(fields, field));
  const ofKind = (...kinds: string[]) => given.filter(([field]) => kinds.includes(fields[field] ?? ''));
  const idOf = ([type, field]: readonly [string, string]) => [type, String(values[field])] as const;
  return draftOf({
    eventId: id,
    at: new Date(time),
    requestId,
    actor,
    action,
    entity: { type: about[0], id: idOf(about)[1], isPersonal: fields[about[1]] !== 'plain' },
    family: idOf(family),
    details: Object.fromEntries(ofKind('plain')),
    personal: Object.fromEntries(ofKind('personal', 'user').filter(([, value]) => value !== null)),
    users: ofKind('user').flatMap(([, value]) => value as string | string[]),
  });
}

/** Splits an act into what stays and what can be erased. */
export function draftOf(act: Act): Draft {
  const { actor, entity, at, action } = act;
  const entry = storable({
    ...common,
    _id: entryIdOf(act.eventId),
    chain: chainOf(...act.family),
    at,
    action,
    entity: { type: entity.type, id: entity.isPersonal ? null : entity.id },
    requestId: act.requestId,
    actorRole: actor?.role ?? null,
    details: act.details,
  });
  const data: PersonalData = storable({
    ...(actor && { actorId: actor.userId }),
    ...(entity.isPersonal && { entityId: entity.id }),
    users: [...new Set(act.users)],
    fields: act.personal,
  });
  const namesNobody = actor === null && !entity.isPersonal && Object.keys(data.fields).length === 0;
  return { entry, personal: namesNobody ? null : { _id: entry._id, at, action, keys: keysOf(entry, data), data } };
}

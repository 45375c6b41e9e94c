import { type AuditedEventName, type EventDefinition, type EventName, events } from '@rollcall/contracts';
import type { Mapping, Mappings } from '../mapping.ts';
import { classes } from './classes.ts';
import { people } from './people.ts';
import { sessions } from './sessions.ts';

const webhook = ['webhook', 'webhookId'] as const;

/** How each audited event becomes an entry: one that is not here does not compile. */
export const mappings: Mappings = {
  ...people,
  ...classes,
  ...sessions,
  exportMade: {
    action: 'export.made',
    about: ['export', 'exportId'],
    fields: { exportId: 'plain', what: 'plain', ofId: 'plain', format: 'plain' },
  },
  webhookCreated: { action: 'webhook.created', about: webhook, fields: { webhookId: 'plain' } },
  webhookEdited: { action: 'webhook.edited', about: webhook, fields: { webhookId: 'plain', fields: 'plain' } },
  webhookDeleted: { action: 'webhook.deleted', about: webhook, fields: { webhookId: 'plain' } },
};

/** The mapping of an audited event, whatever its data. */
export const mappingOf = (name: AuditedEventName): Mapping<Record<string, unknown>> => mappings[name] as never;

/** Acts that the audit log itself writes down. */
export const ownActions = { exported: 'audit.exported', erased: 'audit.erased' } as const;

/** Which acts are about things of a type. */
export function actionsAbout(type: string): string[] {
  const mapped = Object.values(mappings).filter(({ about }) => about[0] === type);
  return [...mapped.map(({ action }) => action), ...(type === 'audit' ? Object.values(ownActions) : [])];
}

/** Whether the id of a thing of this type names a person. */
export function isPersonType(type: string): boolean {
  return Object.values(mappings as Record<string, Mapping<Record<string, unknown>>>).some(
    ({ about, fields }) => about[0] === type && fields[about[1]] !== 'plain',
  );
}

/** The events that are kept. Throws when one has no mapping, or two acts have one word. */
export function auditedNames(): AuditedEventName[] {
  const all = Object.entries(events) as [EventName, EventDefinition][];
  const names = all.filter(([, { audited }]) => audited).map(([name]) => name as AuditedEventName);
  const missing = names.filter((name) => !Object.hasOwn(mappings, name));
  if (missing.length > 0) throw new Error(`audit: no mapping says how to keep ${missing.join(', ')}`);
  const actions = [...names.map((name) => mappings[name].action), ...Object.values(ownActions)];
  const twice = actions.filter((action, at) => actions.indexOf(action) !== at);
  if (twice.length > 0) throw new Error(`audit: ${twice.join(', ')} stands for two acts`);
  return names;
}

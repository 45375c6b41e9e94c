import { type EventDefinition, envelope, events } from '@rollcall/contracts';
import { z } from 'zod';
import { messageOf, referTo, schemaOf } from './parts.ts';
import type { AsyncApiPart } from './types.ts';

/** JetStream: what has happened, with the service that tells it and those that act on it. */
export function eventsPart(): AsyncApiPart {
  const part: AsyncApiPart = {
    channels: {},
    operations: {},
    components: { messages: {}, schemas: { envelope: schemaOf(envelope(z.unknown())) } },
  };
  for (const [name, { subject, data, audited, publishedBy, consumedBy }] of Object.entries<EventDefinition>(events)) {
    const channel = referTo('channels', subject);
    const operation = { channel, messages: [referTo('channels', subject, 'messages', name)] };
    part.components.messages[subject] = messageOf(subject, {
      allOf: [referTo('components', 'schemas', 'envelope'), { type: 'object', properties: { data: schemaOf(data) } }],
    });
    part.channels[subject] = {
      address: subject,
      ...(audited && { description: 'Kept in the audit log.' }),
      servers: [referTo('servers', 'nats')],
      messages: { [name]: referTo('components', 'messages', subject) },
    };
    part.operations[`${publishedBy}.sends.${name}`] = {
      ...operation,
      action: 'send',
      summary: `${publishedBy} tells it.`,
      tags: [{ name: publishedBy }],
    };
    for (const consumer of consumedBy) {
      part.operations[`${consumer}.receives.${name}`] = {
        ...operation,
        action: 'receive',
        summary: `${consumer} acts on it.`,
        tags: [{ name: consumer }],
      };
    }
  }
  return part;
}

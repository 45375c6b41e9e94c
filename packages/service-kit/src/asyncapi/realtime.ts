import {
  type ClientEventDefinition,
  clientEvents,
  type ServerEvent,
  type ServerEventAudience,
  serverEventNotes,
  serverEvents,
} from '@rollcall/contracts';
import { z } from 'zod';
import { keyOf, messageOf, referTo, schemaOf } from './parts.ts';
import type { AsyncApiMessage, AsyncApiOperation, AsyncApiPart } from './types.ts';

const CHANNEL = 'realtime';

const audiences: Record<ServerEventAudience, string> = {
  class: 'Goes to everybody of the class, whether they watch or not.',
  all: 'Goes to everybody who has joined the session.',
  teachers: 'Goes to the teachers who have joined the session, nobody else.',
  everybody: 'Goes to every socket of the process.',
  one: 'Goes to the socket that it is about.',
  person: 'Goes to all sockets of the person whom it is for.',
};

/** Socket.IO: a client's events with their acknowledgements, and the server's events with who gets them. */
export function realtimePart(): AsyncApiPart {
  const messages: Record<string, AsyncApiMessage> = {};
  const operations: Record<string, AsyncApiOperation> = {};
  const channel = referTo('channels', CHANNEL);
  const messageAt = (key: string) => referTo('channels', CHANNEL, 'messages', key);

  for (const [event, { about, role, request, response }] of Object.entries<ClientEventDefinition>(clientEvents)) {
    const key = keyOf(event);
    messages[key] = messageOf(event, request, about);
    messages[`${key}.acknowledgement`] = messageOf(event, {
      oneOf: [schemaOf(z.object({ ok: z.literal(true), data: response })), referTo('components', 'schemas', 'refusal')],
    });
    operations[`${CHANNEL}.${key}`] = {
      action: 'receive',
      summary: about,
      channel,
      messages: [messageAt(key)],
      reply: { channel, messages: [messageAt(`${key}.acknowledgement`)] },
      tags: [{ name: role ?? 'anybody' }],
    };
  }
  for (const [event, data] of Object.entries(serverEvents)) {
    const key = keyOf(event);
    const { about, audience } = serverEventNotes[event as ServerEvent];
    messages[key] = messageOf(event, data, about);
    operations[`${CHANNEL}.${key}`] = {
      action: 'send',
      summary: about,
      description: audiences[audience],
      channel,
      messages: [messageAt(key)],
      tags: [{ name: audience }],
    };
  }
  return {
    channels: {
      [CHANNEL]: {
        address: '/socket.io/',
        title: 'Socket.IO',
        description:
          'Namespace `/`, WebSocket transport only, the access token in `auth.token`. The payload is the first argument of an event; a reply is its acknowledgement.',
        servers: [referTo('servers', 'sockets')],
        messages: Object.fromEntries(Object.keys(messages).map((key) => [key, referTo('components', 'messages', key)])),
      },
    },
    operations,
    components: { messages, schemas: { refusal: refusalSchema() } },
  };
}

function refusalSchema() {
  return schemaOf(z.object({ ok: z.literal(false), error: z.string(), code: z.string() }));
}

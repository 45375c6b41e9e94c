import { CLASSIC_ERROR, classicError, classicEvents } from '@rollcall/contracts';
import { z } from 'zod';
import { messageOf, referTo } from './parts.ts';
import type { AsyncApiMessage, AsyncApiOperation, AsyncApiPart } from './types.ts';

const CHANNEL = 'classic';

/** The classic WebSocket: each frame of a client is answered by one of the same name, or by ERROR. */
export function classicPart(): AsyncApiPart {
  const messages: Record<string, AsyncApiMessage> = {
    [`${CHANNEL}.${CLASSIC_ERROR}`]: messageOf(CLASSIC_ERROR, frame(CLASSIC_ERROR, classicError), 'A refusal.'),
  };
  const operations: Record<string, AsyncApiOperation> = {};
  for (const [event, { about, role, data, answer, answerTo }] of Object.entries(classicEvents)) {
    const isBare = Object.keys(data.shape).length === 0;
    const request = z.object({ event: z.literal(event), data: isBare ? data.optional() : data });
    messages[`${CHANNEL}.${event}`] = messageOf(event, request, about);
    messages[`${CHANNEL}.${event}.answer`] = messageOf(event, frame(event, answer));
    operations[`${CHANNEL}.${event}`] = {
      action: 'receive',
      summary: about,
      description:
        answerTo === 'class'
          ? 'The answer goes to all classic sockets of the class.'
          : 'The answer goes to the sender.',
      channel: referTo('channels', CHANNEL),
      messages: [referTo('channels', CHANNEL, 'messages', event)],
      reply: {
        channel: referTo('channels', CHANNEL),
        messages: [
          referTo('channels', CHANNEL, 'messages', `${event}.answer`),
          referTo('channels', CHANNEL, 'messages', CLASSIC_ERROR),
        ],
      },
      tags: [{ name: role }],
    };
  }
  const channel = {
    address: '/ws',
    title: 'Classic WebSocket',
    description: 'Text frames `{event, data}` both ways. The access token stands in the query: `/ws?token=…`.',
    servers: [referTo('servers', 'sockets')],
    messages: Object.fromEntries(
      Object.keys(messages).map((key) => [key.slice(CHANNEL.length + 1), referTo('components', 'messages', key)]),
    ),
  };
  return { channels: { [CHANNEL]: channel }, operations, components: { messages, schemas: {} } };
}

function frame(event: string, data: z.ZodType) {
  return z.object({ event: z.literal(event), data });
}

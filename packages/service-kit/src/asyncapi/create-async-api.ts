import { EVENT_STREAM } from '@rollcall/contracts';
import { classicPart } from './classic.ts';
import { eventsPart } from './events.ts';
import { realtimePart } from './realtime.ts';
import type { AsyncApi, AsyncApiServer } from './types.ts';

const servers: Record<string, AsyncApiServer> = {
  sockets: {
    host: '{host}',
    protocol: 'ws',
    description: 'Where the API is, too.',
    variables: { host: { default: 'localhost:3000', description: 'Host and port of a Rollcall' } },
  },
  nats: {
    host: '{host}',
    protocol: 'nats',
    description: `Between the services alone. JetStream, stream ${EVENT_STREAM}, at least once: handle an id once.`,
    variables: { host: { default: 'localhost:4222', description: 'Host and port of NATS' } },
  },
};

/** The AsyncAPI 3.0 document of all socket frames and of all events, written from the contracts. */
export function createAsyncApi(): AsyncApi {
  const parts = [classicPart(), realtimePart(), eventsPart()];
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Rollcall: sockets and events',
      version: '1.0.0',
      description: 'What comes and goes over sockets, and what the services tell each other has happened.',
    },
    defaultContentType: 'application/json',
    servers,
    channels: Object.assign({}, ...parts.map(({ channels }) => channels)),
    operations: Object.assign({}, ...parts.map(({ operations }) => operations)),
    components: {
      messages: Object.assign({}, ...parts.map(({ components }) => components.messages)),
      schemas: Object.assign({}, ...parts.map(({ components }) => components.schemas)),
    },
  };
}

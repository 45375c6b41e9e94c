/** What we write of AsyncAPI 3.0: https://www.asyncapi.com/docs/reference/specification/v3.0.0 */
export interface AsyncApi {
  asyncapi: '3.0.0';
  info: { title: string; version: string; description: string };
  defaultContentType: 'application/json';
  servers: Record<string, AsyncApiServer>;
  channels: Record<string, AsyncApiChannel>;
  operations: Record<string, AsyncApiOperation>;
  components: { messages: Record<string, AsyncApiMessage>; schemas: Record<string, JsonSchema> };
}

export interface AsyncApiServer {
  host: string;
  pathname?: string;
  protocol: string;
  description: string;
  variables: Record<string, { default: string; description: string }>;
}

export interface AsyncApiChannel {
  address: string;
  title?: string;
  description?: string;
  servers: Reference[];
  messages: Record<string, Reference>;
}

/** `receive`: Rollcall gets the message; `send`: it comes from Rollcall. */
export interface AsyncApiOperation {
  action: 'send' | 'receive';
  summary: string;
  description?: string;
  channel: Reference;
  messages: Reference[];
  reply?: { channel: Reference; messages: Reference[] };
  tags: { name: string }[];
}

export interface AsyncApiMessage {
  name: string;
  title: string;
  summary?: string;
  payload: JsonSchema;
}

export interface Reference {
  $ref: string;
}

/** JSON Schema, draft 7. */
export interface JsonSchema {
  [keyword: string]: unknown;
}

/** The parts of a document that are about some of its messages. */
export type AsyncApiPart = Pick<AsyncApi, 'channels' | 'operations' | 'components'>;

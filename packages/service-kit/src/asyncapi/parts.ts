import { z } from 'zod';
import type { AsyncApiMessage, JsonSchema, Reference } from './types.ts';

/** A name as the key of an object of the document: `session:join` is `session.join` there. */
export function keyOf(name: string): string {
  return name.replace(/[^\w.-]/g, '.');
}

export function referTo(...path: string[]): Reference {
  return { $ref: `#/${path.join('/')}` };
}

/** What may be sent, as JSON Schema: the side that its receiver parses. */
export function schemaOf(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-7', io: 'input', unrepresentable: 'any' });
  return rest;
}

export function messageOf(name: string, payload: z.ZodType | JsonSchema, summary?: string): AsyncApiMessage {
  return {
    name,
    title: name,
    ...(summary !== undefined && { summary }),
    payload: payload instanceof z.ZodType ? schemaOf(payload) : payload,
  };
}

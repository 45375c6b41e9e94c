import { ENVELOPE_VERSION, type Envelope, envelope } from '@rollcall/contracts';
import type { z } from 'zod';
import { AppError } from '../app-error.ts';
import type { Trace } from '../trace.ts';
import type { Bus } from './bus.ts';

/** Puts data into the envelope. */
export function seal<Data>(bus: Pick<Bus, 'clock' | 'ids'>, data: Data, trace: Trace): Envelope<Data> {
  return {
    v: ENVELOPE_VERSION,
    id: bus.ids.unique(),
    time: new Date(bus.clock.now()).toISOString(),
    requestId: trace.requestId,
    actor: trace.actor,
    data,
  };
}

const schemas = new WeakMap<z.ZodType, z.ZodType>();

/** Parses a payload as an envelope around `schema`. Throws `invalid_message` for anything else. */
export function unseal<Schema extends z.ZodType>(schema: Schema, payload: string): Envelope<z.output<Schema>> {
  let whole = schemas.get(schema);
  if (!whole) {
    whole = envelope(schema);
    schemas.set(schema, whole);
  }
  try {
    return whole.parse(JSON.parse(payload)) as Envelope<z.output<Schema>>;
  } catch (cause) {
    throw new AppError('invalid_message', { cause });
  }
}

/** The trace that an envelope carries on. */
export function traceOf(message: Envelope<unknown>): Trace {
  return { requestId: message.requestId, actor: message.actor };
}

import type { Subscription } from 'nats';
import type { z } from 'zod';
import type { Trace } from '../trace.ts';
import type { Bus } from './bus.ts';
import { seal, unseal } from './seal.ts';

/** Sends a live frame. It may be lost; while NATS is away it is dropped. */
export function publishLive<Data>(bus: Bus, subject: string, data: Data, trace: Trace): void {
  if (bus.isUp()) bus.connection.publish(subject, JSON.stringify(seal(bus, data, trace)));
}

/**
 * Hears the live frames of a subject; `subject.split('.')` of the message is handed on for wildcards. Of the processes that
 * name one `queue` each frame goes to one.
 */
export function subscribeLive<Schema extends z.ZodType>(
  bus: Bus,
  subject: string,
  schema: Schema,
  handle: (data: z.output<Schema>, subject: string) => void,
  { queue }: { queue?: string } = {},
): Subscription {
  return bus.connection.subscribe(subject, {
    ...(queue !== undefined && { queue }),
    callback: (error, message) => {
      try {
        if (error) throw error;
        handle(unseal(schema, message.string()).data, message.subject);
      } catch (problem) {
        bus.log.error({ err: problem }, subject);
      }
    },
  });
}

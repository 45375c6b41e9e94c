import { type EventDefinition, type EventName, events } from '@rollcall/contracts';
import type { BatchConsumer } from '@rollcall/service-kit';
import type { Context } from '../context.ts';

const all = Object.entries(events) as [EventName, EventDefinition][];

/** What the service reacts to. */
export const batches: BatchConsumer<Context> = {
  names: all.filter(([, { consumedBy }]) => consumedBy.includes('audit')).map(([name]) => name),
  most: 500,
  async handle() {},
};

import type { BatchConsumer } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { auditedNames } from '../domain/mappings/index.ts';
import { recordEvents } from '../operations/record-events.ts';

/** What the service writes down: every audited event. */
export const batches = (): BatchConsumer<Context> => ({ names: auditedNames(), most: 500, handle: recordEvents });

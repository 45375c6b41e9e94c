import type { Clock, IdSource, QueueParts } from '@rollcall/service-kit';
import type { Connection } from 'mongoose';
import type { ImportDefinition } from './definition.ts';
import type { ImportQueue } from './queue.ts';
import type { ImportRowStore } from './store/import-rows.ts';
import type { ImportStore } from './store/imports.ts';

/** What a service gives to its imports. */
export interface Needed extends QueueParts {
  connection: Connection;
  clock: Clock;
  ids: IdSource;
}

/** What the parts of an import share. */
export interface OpenImports extends Needed {
  definition: ImportDefinition;
  imports: ImportStore;
  rows: ImportRowStore;
  queue: ImportQueue;
}

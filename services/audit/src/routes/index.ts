import type { Operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { exportEntries } from './export-entries.ts';
import { getKey } from './get-key.ts';
import { listEntries } from './list-entries.ts';
import { verify } from './verify-log.ts';

/** What the service does over HTTP: nothing of it changes what is in the log. */
export const operations: Operation<Context>[] = [listEntries, exportEntries, verify, getKey];

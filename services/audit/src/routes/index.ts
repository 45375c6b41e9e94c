import type { Operation } from '@rollcall/service-kit';
import type { Context } from '../context.ts';

/** What the service does over HTTP. */
export const operations: Operation<Context>[] = [];

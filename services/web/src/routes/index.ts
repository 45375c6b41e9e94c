import type { Operation } from '@rollcall/service-kit';
import type { Express } from 'express';
import { contentSecurityPolicy } from '../content-security-policy.ts';
import type { Context } from '../context.ts';
import { mountDocs } from './docs.ts';
import { mountPages } from './pages.ts';

/** No route of the API belongs here: what no page answers becomes the JSON 404. */
export const operations: Operation<Context>[] = [];

export function mount(app: Express): void {
  app.use(contentSecurityPolicy);
  mountPages(app);
  mountDocs(app);
}

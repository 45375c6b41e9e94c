import type { Operation } from '@rollcall/service-kit';
import type { Express } from 'express';
import type { Context } from '../context.ts';
import { securityOfPages } from '../security-headers.ts';
import { mountDocs } from './docs.ts';
import { mountPages } from './pages.ts';

/** No route of the API belongs here: what no page answers becomes the JSON 404. */
export const operations: Operation<Context>[] = [];

export function mount(app: Express, { log }: Context): void {
  app.use(securityOfPages);
  mountPages(app, log);
  mountDocs(app);
}

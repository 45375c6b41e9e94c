import { repeat } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { importWork } from '../imports/import-work.ts';
import { fillNames } from './fill-names.ts';

/** What runs beside the requests. */
export function startJobs(context: Context): { close(): Promise<void> } {
  const { log, rosterImports } = context;
  const running = [
    repeat({ name: 'fill-names', everyMs: 5_000, log }, () => fillNames(context)),
    rosterImports.start(importWork(context)),
  ];
  return {
    async close() {
      await Promise.all(running.map((job) => job.close()));
    },
  };
}

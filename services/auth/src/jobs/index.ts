import type { Context } from '../context.ts';
import { importWork } from '../imports/import-work.ts';
import { startEndingOutdatedSessions } from './end-outdated-sessions.ts';
import { startKeyUpkeep } from './key-upkeep.ts';
import { startMailWorker } from './send-mail.ts';

/** What runs beside the requests: mails, imports, the renewal of the signing key, and what dead processes left. */
export function startJobs(context: Context): { close(): Promise<void> } {
  const running = [
    startMailWorker(context),
    context.userImports.start(importWork(context)),
    startKeyUpkeep(context),
    startEndingOutdatedSessions(context),
  ];
  return {
    async close() {
      await Promise.all(running.map((job) => job.close()));
    },
  };
}

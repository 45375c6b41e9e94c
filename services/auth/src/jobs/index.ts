import type { Context } from '../context.ts';
import { startEndingOutdatedSessions } from './end-outdated-sessions.ts';
import { startImportWorker } from './import-users.ts';
import { startKeyUpkeep } from './key-upkeep.ts';
import { startResumingImports } from './resume-imports.ts';
import { startMailWorker } from './send-mail.ts';

/** What runs beside the requests: mails, imports, the renewal of the signing key, and what dead processes left. */
export function startJobs(context: Context): { close(): Promise<void> } {
  const running = [
    startMailWorker(context),
    startImportWorker(context),
    startResumingImports(context),
    startKeyUpkeep(context),
    startEndingOutdatedSessions(context),
  ];
  return {
    async close() {
      await Promise.all(running.map((job) => job.close()));
    },
  };
}

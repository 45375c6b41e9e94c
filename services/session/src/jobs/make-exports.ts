import { queueRedisUrl, type RunningWorker, startResumableWorker } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { runExport } from '../operations/exports/run-export.ts';

/** Makes files, one at a time in a process. Closing stops between two sessions; another process begins anew. */
export function startExportWorker(context: Context): RunningWorker {
  const { config, log, exports, clock } = context;
  return startResumableWorker(
    'export',
    { redisUrl: queueRedisUrl(config), log },
    {
      run: ({ exportId }, signal) => runExport(context, exportId, signal),
      async fail({ exportId }, error) {
        log.error({ err: error, exportId }, 'export');
        await exports.fail(exportId, new Date(clock.now()));
      },
    },
  );
}

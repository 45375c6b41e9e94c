import { errors } from '@rollcall/contracts';
import { type RunningWorker, startResumableWorker } from '@rollcall/service-kit';
import { ImportFailure, type ImportWork } from './definition.ts';
import type { OpenImports } from './open-imports.ts';
import { runImport } from './run-import.ts';

/** Does imports, one at a time in a process. Closing stops between two chunks; the import goes on elsewhere. */
export function startImportWorker(open: OpenImports, importWork: ImportWork): RunningWorker {
  return startResumableWorker(open.definition.job, open, {
    run: ({ importId }, signal) => runImport(open, importWork, importId, signal),
    fail: ({ importId }, error) => fail(open, importId, error),
  });
}

async function fail({ imports, clock, log }: OpenImports, importId: string, error: unknown): Promise<void> {
  const isTold = error instanceof ImportFailure;
  if (!isTold) log.error({ err: error, importId }, 'import');
  const now = new Date(clock.now());
  const problem = isTold ? error.message : errors.internal.sentence;
  await imports.progress(importId, now, { status: 'failed', problem, finishedAt: now });
}

import { exportFileTypes } from '@rollcall/contracts';
import { createEvent, type Trace } from '@rollcall/service-kit';
import type { Context } from '../../context.ts';
import type { ExportDocument } from '../../store/exports.ts';
import { attendanceFile } from './attendance-file.ts';
import { writeFile } from './write-file.ts';

const KEEP_FILE_MS = 86_400_000;
const NOTE_MS = 1_000;

/**
 * Makes the file of an export from its beginning, whoever was at it before; two at once make the same file, and one event.
 * Throws between two sessions when `signal` says stop.
 */
export async function runExport(context: Context, exportId: string, signal: AbortSignal): Promise<void> {
  const job = await context.exports.get(exportId);
  if (!job?.unfinished) return;
  const now = () => new Date(context.clock.now());
  const total = await context.endedSessions.count(job);
  await context.exports.progress(exportId, now(), { status: 'running', done: 0, total });
  const key = `export-${exportId}.${job.format}`;
  let done = 0;
  let notedAtMs = performance.now();
  const progress = {
    async onSession() {
      signal.throwIfAborted();
      done += 1;
      if (performance.now() - notedAtMs < NOTE_MS) return;
      notedAtMs = performance.now();
      await context.exports.progress(exportId, now(), { done });
    },
  };
  const trace = traceOf(job);
  const content = writeFile(job, attendanceFile(context, job, progress, trace));
  await context.objects.put(key, content, { type: exportFileTypes[job.format] });
  await context.checkpoint?.('export:after-file');
  const file = { key, availableUntil: new Date(context.clock.now() + KEEP_FILE_MS), done };
  await context.exports.finish(exportId, now(), file, madeEvent(context, job, trace));
  void context.exports.outbox.flush(exportId);
}

/** Records have left as a file. */
export function madeEvent(
  context: Pick<Context, 'bus'>,
  { _id, what, ofId, format }: Pick<ExportDocument, '_id' | 'what' | 'ofId' | 'format'>,
  trace: Trace,
) {
  return createEvent(context.bus, 'exportMade', _id, { exportId: _id, what, ofId, format }, trace);
}

/** Whoever asked acts, also when another process does it. */
function traceOf({ requestId, requestedBy, role }: ExportDocument): Trace {
  return { requestId, actor: { userId: requestedBy, role } };
}

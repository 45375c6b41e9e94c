import type { Context } from '../context.ts';
import { CHUNK_ROWS } from '../store/user-import-rows.ts';
import type { ImportCounts, ImportProgress, UserImportDocument } from '../store/user-imports.ts';
import { addRows } from './add-rows.ts';
import { checkRow, compareWithAccounts, countResults, type TakenKeys } from './check-rows.ts';

/**
 * Takes an import to its end: checks all rows, then adds the good ones chunk by chunk. Goes on where somebody else was
 * interrupted; two at once do no harm. Throws between two chunks when `signal` says stop.
 */
export async function runImport(context: Context, importId: string, signal: AbortSignal): Promise<void> {
  const { userImports } = context;
  const job = await userImports.get(importId);
  if (!job || job.finishedAt) return;
  const counts = await checkAll(context, job, signal);
  const isRefused = counts.invalid > 0 && !job.skipInvalid;
  if (!isRefused && !job.dryRun) await addAll(context, job, counts, signal);
  await note(context, job, {
    status: isRefused ? 'refused' : 'done',
    processed: job.total,
    counts,
    finishedAt: new Date(context.clock.now()),
  });
}

/** The results of all rows, as if nothing else happened meanwhile. */
async function checkAll(context: Context, job: UserImportDocument, signal: AbortSignal): Promise<ImportCounts> {
  const { users } = context;
  const taken: TakenKeys = new Map();
  const total = countResults([]);
  for await (const chunk of chunksOf(context, job, signal)) {
    const checked = chunk.rows.map((row) => checkRow(row, taken));
    if (!chunk.done) {
      chunk.rows = await compareWithAccounts(checked, job._id, users.holdersOf);
      chunk.counts = countResults(chunk.rows);
      await context.userImportRows.save(chunk);
    }
    add(total, countResults(chunk.rows), 1);
    await note(context, job, { status: 'running', counts: total });
  }
  return total;
}

async function addAll(context: Context, job: UserImportDocument, total: ImportCounts, signal: AbortSignal) {
  for await (const chunk of chunksOf(context, job, signal)) {
    if (chunk.done) continue;
    const before = countResults(chunk.rows);
    const rows = await addRows(context, job, chunk.rows);
    const counts = countResults(rows);
    if (job.invite) await invite(context, rows);
    await context.userImportRows.save({ ...chunk, rows, counts, done: true });
    add(total, before, -1);
    add(total, counts, 1);
    const processed = Math.max(job.processed, Math.min((chunk.number + 1) * CHUNK_ROWS, job.total));
    await note(context, job, { processed, counts: total });
  }
}

async function* chunksOf({ userImportRows }: Context, job: UserImportDocument, signal: AbortSignal) {
  for await (const chunk of userImportRows.chunks(job._id, Math.ceil(job.total / CHUNK_ROWS))) {
    signal.throwIfAborted();
    yield chunk;
  }
}

async function invite({ mailQueue }: Context, rows: { result: string | null; userId: string | null }[]) {
  await mailQueue.inviteAll(rows.flatMap(({ result, userId }) => (result === 'added' && userId ? [userId] : [])));
}

function note({ userImports, clock }: Context, job: UserImportDocument, progress: ImportProgress) {
  return userImports.progress(job._id, new Date(clock.now()), progress);
}

function add(total: ImportCounts, counts: ImportCounts, sign: 1 | -1): void {
  for (const result of Object.keys(total) as (keyof ImportCounts)[]) total[result] += sign * counts[result];
}

import type { ImportDocument, ImportRow, ImportWork } from './definition.ts';
import { markDuplicates, type TakenKeys } from './duplicates.ts';
import type { OpenImports } from './open-imports.ts';
import { addCounts, type Counts, countResults } from './results.ts';
import { CHUNK_ROWS } from './store/import-rows.ts';
import type { ImportProgress } from './store/imports.ts';

/**
 * Takes an import to its end: checks all rows, then adds those that are ready chunk by chunk. Goes on where somebody else was
 * interrupted; two at once do no harm. Throws between two chunks when `signal` says stop.
 */
export async function runImport(
  open: OpenImports,
  work: ImportWork,
  importId: string,
  signal: AbortSignal,
): Promise<void> {
  const job = await open.imports.get(importId);
  if (!job || job.finishedAt) return;
  const counts = await checkAll(open, work, job, signal);
  const isRefused = (counts.invalid ?? 0) > 0 && !job.skipInvalid;
  if (!isRefused && !job.dryRun) await addAll(open, work, job, counts, signal);
  await note(open, job, {
    status: isRefused ? 'refused' : 'done',
    processed: job.total,
    counts,
    finishedAt: new Date(open.clock.now()),
  });
}

/** The results of all rows, as if nothing else happened meanwhile. What was checked before an interruption stays so. */
async function checkAll(
  open: OpenImports,
  work: ImportWork,
  job: ImportDocument,
  signal: AbortSignal,
): Promise<Counts> {
  const { definition, rows: store } = open;
  const taken: TakenKeys = new Map();
  const total = countResults(definition.results, []);
  for await (const chunk of chunksOf(open, job, signal)) {
    const checked = await workOn(chunk.rows, null, (rows) => work.checkRows(job, rows));
    const rows = markDuplicates(checked, definition.keysOf, taken);
    if (!chunk.counts) {
      chunk.rows = rows;
      chunk.counts = countResults(definition.results, rows);
      await store.save(chunk);
    }
    addCounts(total, chunk.counts);
    await note(open, job, { status: 'running', counts: total });
  }
  return total;
}

async function addAll(open: OpenImports, work: ImportWork, job: ImportDocument, total: Counts, signal: AbortSignal) {
  const { results } = open.definition;
  for await (const chunk of chunksOf(open, job, signal)) {
    if (chunk.done) continue;
    const before = countResults(results, chunk.rows);
    const rows = await workOn(chunk.rows, 'ready', (ready) => work.addRows(job, ready));
    const counts = countResults(results, rows);
    await open.rows.save({ ...chunk, rows, counts, done: true });
    addCounts(total, before, -1);
    addCounts(total, counts);
    const processed = Math.max(job.processed, Math.min((chunk.number + 1) * CHUNK_ROWS, job.total));
    await note(open, job, { processed, counts: total });
  }
}

/** The rows after something was done for those with this result. */
async function workOn(
  rows: ImportRow[],
  result: string | null,
  handle: (some: ImportRow[]) => Promise<ImportRow[]>,
): Promise<ImportRow[]> {
  const some = rows.filter((row) => row.result === result);
  if (some.length === 0) return rows;
  const handled = await handle(some);
  const changed = new Map(some.map((row, index) => [row, handled[index]]));
  return rows.map((row) => changed.get(row) ?? row);
}

async function* chunksOf({ rows }: OpenImports, job: ImportDocument, signal: AbortSignal) {
  for await (const chunk of rows.chunks(job._id, Math.ceil(job.total / CHUNK_ROWS))) {
    signal.throwIfAborted();
    yield chunk;
  }
}

function note({ imports, clock }: OpenImports, job: ImportDocument, progress: ImportProgress) {
  return imports.progress(job._id, new Date(clock.now()), progress);
}

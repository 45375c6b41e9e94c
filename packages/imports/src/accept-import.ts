import { INSTITUTION_ID } from '@rollcall/contracts';
import type { Choices } from './columns.ts';
import type { ImportDocument, ImportKind, ImportRow, PlainKind } from './definition.ts';
import type { OpenImports } from './open-imports.ts';
import { type ImportFile, readImportFile } from './read-import-file.ts';
import { countResults } from './results.ts';
import { CHUNK_ROWS } from './store/import-rows.ts';
import { IMPORT_SCHEMA_VERSION } from './store/imports.ts';

export interface AcceptedFile<Kind extends ImportKind = PlainKind> {
  bytes: Buffer;
  /** Which column is what, where the guess is wrong. */
  columns?: Choices | undefined;
  dryRun: boolean;
  skipInvalid: boolean;
  options: Kind['options'];
  /** The id of whoever sent the file. */
  createdBy: string;
  requestId: string;
}

/** Resolves when the whole file is stored; its rows are judged by `run-import.ts`. */
export async function acceptImport(open: OpenImports, file: AcceptedFile): Promise<ImportDocument> {
  const { definition, ids, clock, imports, queue, log } = open;
  const { bytes, columns = {}, dryRun, skipInvalid, options, createdBy, requestId } = file;
  const read = await readImportFile(bytes, definition, columns);
  const importId = ids.objectId();
  const now = new Date(clock.now());
  await storeRows(open, importId, read, now);
  const document: ImportDocument = {
    ...options,
    _id: importId,
    schemaVersion: IMPORT_SCHEMA_VERSION,
    institutionId: INSTITUTION_ID,
    status: 'queued',
    dryRun,
    skipInvalid,
    columns: read.titles,
    unknownColumns: read.unknownColumns,
    total: read.total,
    processed: 0,
    counts: countResults(definition.results, []),
    problem: null,
    createdBy,
    requestId,
    createdAt: now,
    updatedAt: now,
    finishedAt: null,
  };
  await imports.insert(document);
  // What is stored is done, if not now: imports that wait too long are queued again.
  await queue.add(importId).catch((error) => log.warn({ err: error, importId }, 'import: not queued'));
  return document;
}

async function storeRows({ rows: store }: OpenImports, importId: string, file: ImportFile, createdAt: Date) {
  let number = 0;
  let rows: ImportRow[] = [];
  for await (const row of file.rows()) {
    rows.push(row);
    if (rows.length < CHUNK_ROWS) continue;
    await store.insert(importId, number, rows, createdAt);
    number += 1;
    rows = [];
  }
  if (rows.length > 0) await store.insert(importId, number, rows, createdAt);
}

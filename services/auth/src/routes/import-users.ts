import { INSTITUTION_ID, type UserImport, type UserImportColumns } from '@rollcall/contracts';
import type { Caller, Trace, UploadedFile } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { countResults } from '../imports/check-rows.ts';
import { type ImportFile, readImportFile } from '../imports/read-import-file.ts';
import { presentUserImport } from '../presenters/user-import.ts';
import { CHUNK_ROWS, type ImportRow } from '../store/user-import-rows.ts';
import { USER_IMPORT_SCHEMA_VERSION, type UserImportDocument } from '../store/user-imports.ts';

interface ImportUsers {
  file: UploadedFile;
  query: {
    dryRun: boolean;
    skipInvalid: boolean;
    invite: boolean;
    role: 'student' | 'teacher';
    columns?: UserImportColumns | undefined;
  };
  caller: Caller;
  trace: Trace;
}

/** Answers when the whole file is stored; its rows are judged by `imports/run-import.ts`. */
export async function importUsers(context: Context, { file, query, caller, trace }: ImportUsers): Promise<UserImport> {
  const { ids, clock, userImports, importQueue, log } = context;
  const { columns = {}, ...options } = query;
  const read = await readImportFile(file.bytes, columns);
  const importId = ids.objectId();
  const now = new Date(clock.now());
  await storeRows(context, importId, read, now);
  const document: UserImportDocument = {
    _id: importId,
    schemaVersion: USER_IMPORT_SCHEMA_VERSION,
    institutionId: INSTITUTION_ID,
    status: 'queued',
    ...options,
    columns: read.titles,
    unknownColumns: read.unknownColumns,
    total: read.total,
    processed: 0,
    counts: countResults([]),
    createdBy: caller.userId,
    requestId: trace.requestId,
    createdAt: now,
    updatedAt: now,
    finishedAt: null,
  };
  await userImports.insert(document);
  // What is stored is done, if not now: imports that wait too long are queued again.
  await importQueue.add(importId).catch((error) => log.warn({ err: error, importId }, 'import: not queued'));
  return presentUserImport(document);
}

async function storeRows({ userImportRows }: Context, importId: string, file: ImportFile, createdAt: Date) {
  let number = 0;
  let rows: ImportRow[] = [];
  for await (const row of file.rows()) {
    rows.push(row);
    if (rows.length < CHUNK_ROWS) continue;
    await userImportRows.insert(importId, number, rows, createdAt);
    number += 1;
    rows = [];
  }
  if (rows.length > 0) await userImportRows.insert(importId, number, rows, createdAt);
}

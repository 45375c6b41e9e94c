import type { UserImport, UserImportRow } from '@rollcall/contracts';
import type { ImportRow } from '../store/user-import-rows.ts';
import type { UserImportDocument } from '../store/user-imports.ts';

export function presentUserImport(document: UserImportDocument): UserImport {
  const { _id, status, dryRun, columns, unknownColumns, total, processed, counts, createdBy } = document;
  return {
    _id,
    status,
    dryRun,
    columns,
    unknownColumns,
    total,
    processed,
    counts,
    createdBy,
    createdAt: document.createdAt.toISOString(),
    finishedAt: document.finishedAt?.toISOString() ?? null,
  };
}

export function presentUserImportRow({ line, email, name, result, problem, userId }: ImportRow): UserImportRow {
  return { line, email, name, result, problem, userId };
}

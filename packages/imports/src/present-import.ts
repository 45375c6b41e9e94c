import type { ImportState } from '@rollcall/contracts';
import type { ImportDocument, ImportKind } from './definition.ts';

/** What leaves of an import. */
export function presentImport<Kind extends ImportKind>(document: ImportDocument<Kind>): ImportState<Kind['result']> {
  const { _id, status, dryRun, columns, unknownColumns, total, processed, counts, problem, createdBy } = document;
  return {
    _id,
    status,
    dryRun,
    columns,
    unknownColumns,
    total,
    processed,
    counts,
    problem: problem ?? null,
    createdBy,
    createdAt: document.createdAt.toISOString(),
    finishedAt: document.finishedAt?.toISOString() ?? null,
  };
}

/** What leaves of any row of an import; a service adds its own. */
export function presentImportRow<Result extends string>(row: {
  line: number;
  email: string;
  name: string;
  result: Result | null;
  problem: string | null;
  userId: string | null;
}) {
  const { line, email, name, result, problem, userId } = row;
  return { line, email, name, result, problem, userId };
}

import type { ImportWork } from '@rollcall/imports';
import type { Context } from '../context.ts';
import { addRows } from './add-rows.ts';
import { checkRows } from './check-rows.ts';
import type { RosterImportKind } from './roster-imports.ts';

/** What is done for the rows of an import of students. */
export function importWork(context: Context): ImportWork<RosterImportKind> {
  return {
    checkRows: (job, rows) => checkRows(context, job, rows),
    addRows: (job, rows) => addRows(context, job, rows),
  };
}

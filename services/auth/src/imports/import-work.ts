import type { ImportWork } from '@rollcall/imports';
import type { Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { addRows } from './add-rows.ts';
import { checkRows } from './check-rows.ts';
import type { UserImportKind } from './user-imports.ts';

/** What is done for the rows of an import of accounts. */
export function importWork(context: Context): ImportWork<UserImportKind> {
  return {
    checkRows: (job, rows) => checkRows(context, job._id, rows),

    async addRows(job, rows) {
      const { _id: importId, role, invite } = job;
      const trace: Trace = { requestId: job.requestId, actor: { userId: job.createdBy, role: 'admin' } };
      return addRows(context, { importId, role, invite }, rows, trace);
    },
  };
}

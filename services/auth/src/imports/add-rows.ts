import type { Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { newUserDocument, noPassword } from '../create-user.ts';
import { readRow } from '../domain/import-row.ts';
import type { ImportRow } from '../store/user-import-rows.ts';
import type { UserImportDocument } from '../store/user-imports.ts';
import { compareWithAccounts } from './check-rows.ts';

const ATTEMPTS = 5;

/**
 * Adds the accounts of rows that are `ready`. Whoever signed up or was imported meanwhile `exists`; may be repeated after a
 * crash, because an account knows its import.
 */
export async function addRows(context: Context, job: UserImportDocument, rows: ImportRow[]): Promise<ImportRow[]> {
  const { users } = context;
  let current = rows;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const ready = current.filter(({ result }) => result === 'ready');
    if (ready.length === 0) return current;
    const documents = ready.map((row) => documentOf(context, job, row));
    const refused = new Set(await users.insertMany(documents));
    const userIds = new Map(documents.flatMap(({ _id }, index) => (refused.has(index) ? [] : [[ready[index], _id]])));
    const inserted = current.map((row): ImportRow => {
      const userId = userIds.get(row);
      return userId === undefined ? row : { ...row, result: 'added', userId };
    });
    current = await compareWithAccounts(inserted, job._id, users.holdersOf);
  }
  throw new Error(`import ${job._id}: accounts come and go`);
}

function documentOf(context: Context, job: UserImportDocument, row: ImportRow) {
  const wanted = readRow(row);
  if ('problems' in wanted) throw new Error(`import ${job._id}: line ${row.line} was valid`);
  const trace: Trace = { requestId: job.requestId, actor: { userId: job.createdBy, role: 'admin' } };
  return newUserDocument(context, { ...wanted, role: wanted.role ?? job.role, importId: job._id }, noPassword, trace);
}

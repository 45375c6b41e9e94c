import type { Trace } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { newUserDocument, noPassword } from '../create-user.ts';
import { readRow } from '../domain/import-row.ts';
import { compareWithAccounts } from './check-rows.ts';
import type { UserImportRow } from './user-imports.ts';

const ATTEMPTS = 5;

interface Wanted {
  /** Accounts know it, so that the same rows may be added again. */
  importId: string;
  /** Of rows that name none. */
  role: 'student' | 'teacher';
  /** Mail those who are added a link to set a password. */
  invite: boolean;
}

type Needed = Pick<Context, 'users' | 'ids' | 'clock' | 'bus' | 'mailQueue'>;

/**
 * Adds the accounts of rows that are `ready`. Whoever signed up or was imported meanwhile `exists`; may be repeated after a
 * crash, because an account knows its import.
 */
export async function addRows(
  context: Needed,
  wanted: Wanted,
  rows: UserImportRow[],
  trace: Trace,
): Promise<UserImportRow[]> {
  const added = await insertAll(context, wanted, rows, trace);
  if (wanted.invite) {
    await context.mailQueue.inviteAll(
      added.flatMap(({ result, userId }) => (result === 'added' && userId ? [userId] : [])),
    );
  }
  return added;
}

async function insertAll(context: Needed, { importId, role }: Wanted, rows: UserImportRow[], trace: Trace) {
  let current = rows;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const ready = current.filter(({ result }) => result === 'ready');
    if (ready.length === 0) return current;
    const documents = ready.map((row) =>
      newUserDocument(context, { ...accountOf(row, role), importId }, noPassword, trace),
    );
    const refused = new Set(await context.users.insertMany(documents));
    const userIds = new Map(documents.flatMap(({ _id }, index) => (refused.has(index) ? [] : [[ready[index], _id]])));
    const inserted = current.map((row): UserImportRow => {
      const userId = userIds.get(row);
      return userId === undefined ? row : { ...row, result: 'added', userId };
    });
    current = await compareWithAccounts(context, importId, inserted);
  }
  throw new Error(`import ${importId}: accounts come and go`);
}

function accountOf(row: UserImportRow, role: Wanted['role']) {
  const read = readRow(row);
  if ('problems' in read) throw new Error(`line ${row.line} was valid`);
  return { ...read, role: read.role ?? role };
}

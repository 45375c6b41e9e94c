import type { Context } from '../context.ts';
import { keysOf, readRow } from '../domain/import-row.ts';
import type { KeyHolder, UniqueKeys } from '../store/users.ts';
import { keyWords, type UserImportRow } from './user-imports.ts';

const kinds = Object.keys(keyWords) as (keyof UniqueKeys)[];

/** Judges rows by themselves and by the accounts that there are. */
export function checkRows(
  context: Pick<Context, 'users'>,
  importId: string,
  rows: UserImportRow[],
): Promise<UserImportRow[]> {
  return compareWithAccounts(context, importId, rows.map(checkRow));
}

function checkRow(row: UserImportRow): UserImportRow {
  const read = readRow(row);
  if ('problems' in read) return { ...row, result: 'invalid', problem: read.problems.join(' ') };
  return { ...row, result: 'ready' };
}

/**
 * Compares rows that are ready with the accounts that there are: `exists` for one whose keys somebody has, or `added` if this
 * import has made that account.
 */
export async function compareWithAccounts(
  { users }: Pick<Context, 'users'>,
  importId: string,
  rows: UserImportRow[],
): Promise<UserImportRow[]> {
  const asked = rows.filter(({ result }) => result === 'ready').map(keysOf);
  if (asked.length === 0) return rows;
  const holders = holdersByKey(await users.holdersOf(asked));
  return rows.map((row) => (row.result === 'ready' ? compare(row, importId, holders) : row));
}

function compare(row: UserImportRow, importId: string, holders: Map<string, KeyHolder>): UserImportRow {
  const keys = keysOf(row);
  const kind = kinds.find((one) => holders.has(`${one} ${keys[one]}`));
  const holder = holders.get(`${kind} ${kind && keys[kind]}`);
  if (!kind || !holder) return row;
  const userId = holder._id;
  if (kind !== 'emailKey')
    return { ...row, result: 'exists', problem: `The ${keyWords[kind]} belongs to an account.`, userId };
  return { ...row, result: holder.importId === importId ? 'added' : 'exists', userId };
}

function holdersByKey(holders: KeyHolder[]): Map<string, KeyHolder> {
  return new Map(
    holders.flatMap((holder) =>
      kinds.flatMap((kind) => (holder[kind] ? [[`${kind} ${holder[kind]}`, holder] as const] : [])),
    ),
  );
}

import { keysOf, readRow } from '../domain/import-row.ts';
import type { ImportRow } from '../store/user-import-rows.ts';
import type { ImportCounts } from '../store/user-imports.ts';
import type { KeyHolder, UniqueKeys } from '../store/users.ts';

/** What rows of a file have taken so far: the line by kind and value of a key. */
export type TakenKeys = Map<string, number>;

const words: Record<keyof UniqueKeys, string> = {
  emailKey: 'e-mail address',
  usernameKey: 'username',
  studentNumber: 'student number',
};
const kinds = Object.keys(words) as (keyof UniqueKeys)[];

/** Judges a row by itself and by those before it, whose keys are in `taken`; adds its own. */
export function checkRow(row: ImportRow, taken: TakenKeys): ImportRow {
  if (row.result === 'invalid') return row;
  const read = readRow(row);
  if ('problems' in read) return { ...row, result: 'invalid', problem: read.problems.join(' ') };
  const keys = keysOf(row);
  const before = kinds.flatMap((kind) => {
    const line = taken.get(`${kind} ${keys[kind]}`);
    return line === undefined || keys[kind] === undefined ? [] : [`The ${words[kind]} stands in line ${line} already.`];
  });
  if (before.length > 0) return { ...row, result: 'duplicate', problem: before.join(' ') };
  for (const kind of kinds) if (keys[kind] !== undefined) taken.set(`${kind} ${keys[kind]}`, row.line);
  return { ...row, result: 'ready' };
}

export type FindHolders = (keys: UniqueKeys[]) => Promise<KeyHolder[]>;

/**
 * Compares rows with the accounts that there are: `exists` for one whose keys somebody has, or `added` if this import has
 * made that account.
 */
export async function compareWithAccounts(
  rows: ImportRow[],
  importId: string,
  find: FindHolders,
): Promise<ImportRow[]> {
  const asked = rows.filter(({ result }) => result === 'ready').map(keysOf);
  if (asked.length === 0) return rows;
  const holders = holdersByKey(await find(asked));
  return rows.map((row) => (row.result === 'ready' ? compare(row, importId, holders) : row));
}

function compare(row: ImportRow, importId: string, holders: Map<string, KeyHolder>): ImportRow {
  const keys = keysOf(row);
  const kind = kinds.find((one) => holders.has(`${one} ${keys[one]}`));
  const holder = holders.get(`${kind} ${kind && keys[kind]}`);
  if (!kind || !holder) return row;
  const userId = holder._id;
  if (kind !== 'emailKey')
    return { ...row, result: 'exists', problem: `The ${words[kind]} belongs to an account.`, userId };
  return { ...row, result: holder.importId === importId ? 'added' : 'exists', userId };
}

function holdersByKey(holders: KeyHolder[]): Map<string, KeyHolder> {
  return new Map(
    holders.flatMap((holder) =>
      kinds.flatMap((kind) => (holder[kind] ? [[`${kind} ${holder[kind]}`, holder] as const] : [])),
    ),
  );
}

export function countResults(rows: ImportRow[]): ImportCounts {
  const counts: ImportCounts = { ready: 0, added: 0, exists: 0, duplicate: 0, invalid: 0 };
  for (const { result } of rows) if (result) counts[result] += 1;
  return counts;
}

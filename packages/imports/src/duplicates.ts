import type { ImportDefinition, ImportRow } from './definition.ts';

/** What rows of a file have taken so far: the line by words and value of a key. */
export type TakenKeys = Map<string, number>;

type KeysOf = ImportDefinition['keysOf'];

/** Makes rows `duplicate` that have a key of a row before them; the others take theirs. */
export function markDuplicates(rows: readonly ImportRow[], keysOf: KeysOf, taken: TakenKeys): ImportRow[] {
  return rows.map((row) => {
    if (row.result === 'invalid') return row;
    const keys = keysIn(keysOf, row);
    const before = keys.flatMap(({ words, key }) => {
      const line = taken.get(key);
      return line === undefined ? [] : [`The ${words} stands in line ${line} already.`];
    });
    if (before.length > 0) return { ...row, result: 'duplicate', problem: before.join(' ') };
    for (const { key } of keys) taken.set(key, row.line);
    return row;
  });
}

function keysIn(keysOf: KeysOf, row: ImportRow) {
  return Object.entries(keysOf(row)).flatMap(([words, value]) => (value ? [{ words, key: `${words} ${value}` }] : []));
}

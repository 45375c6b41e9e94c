import type { ImportKind, ImportRow, PlainKind } from './definition.ts';
import type { OpenImports } from './open-imports.ts';
import { CHUNK_ROWS } from './store/import-rows.ts';

export interface RowPage<Kind extends ImportKind = PlainKind> {
  /** The number of the row to begin with, from 0. */
  cursor?: number | undefined;
  limit: number;
  result?: Kind['result'] | undefined;
}

/** A page of rows in the order of the file, and where the next one begins. */
export async function listRows(
  { rows }: OpenImports,
  importId: string,
  { cursor = 0, limit, result }: RowPage,
): Promise<{ items: ImportRow[]; nextCursor: string | null }> {
  const items: ImportRow[] = [];
  for await (const chunk of rows.from(importId, Math.floor(cursor / CHUNK_ROWS), result)) {
    for (const [index, row] of chunk.rows.entries()) {
      const number = chunk.number * CHUNK_ROWS + index;
      if (number < cursor || (result && row.result !== result)) continue;
      if (items.length === limit) return { items, nextCursor: String(number) };
      items.push(row);
    }
  }
  return { items, nextCursor: null };
}

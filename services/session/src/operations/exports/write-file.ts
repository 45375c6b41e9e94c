import type { ExportFormat } from '@rollcall/contracts';
import { writeCsv, writeXlsx, type XlsxSheet } from '@rollcall/tables';

export interface FileContent {
  /** All of a CSV, which has one table. */
  table: Pick<XlsxSheet, 'columns' | 'rows'>;
  /** All of an XLSX. */
  sheets: Iterable<XlsxSheet> | AsyncIterable<XlsxSheet>;
}

/** A file in pieces, as they are made. `make` says what is in it, once. */
export function writeFile(
  { format, bom }: { format: ExportFormat; bom: boolean },
  { table, sheets }: FileContent,
): AsyncIterable<Uint8Array | string> {
  if (format === 'xlsx') return writeXlsx(sheets);
  return writeCsv(
    table.columns.map(({ title }) => title),
    table.rows,
    { bom },
  );
}

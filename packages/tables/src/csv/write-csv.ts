import { type Options, stringify } from 'csv-stringify/sync';
import { createBreather } from '../breathe.ts';
import type { Cell } from '../cell.ts';

const ROWS_PER_CHUNK = 500;

const options: Options = {
  record_delimiter: 'windows',
  escape_formulas: true,
  quote_record_delimiter: true,
  // What other programs take for the delimiter stands in quotes too.
  quoted_match: /[;\t]/,
  cast: { boolean: String, date: (date) => date.toISOString() },
};

/**
 * Writes a CSV (RFC 4180, comma, CRLF) in chunks of text. Texts that a spreadsheet program would take for a formula (they
 * start with = + - @ tab or CR) get an apostrophe in front; numbers stay numbers. Dates are written in ISO 8601, UTC.
 * `bom` puts the mark in front by which Excel knows UTF-8.
 */
export async function* writeCsv(
  header: readonly string[],
  rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>,
  { bom = false }: { bom?: boolean } = {},
): AsyncGenerator<string, void, undefined> {
  const breathe = createBreather();
  if (bom) yield '\uFEFF';
  let chunk: (readonly Cell[])[] = [header];
  for await (const row of rows) {
    chunk.push(row);
    if (chunk.length < ROWS_PER_CHUNK) continue;
    yield stringify(chunk, options);
    chunk = [];
    await breathe();
  }
  if (chunk.length > 0) yield stringify(chunk, options);
}

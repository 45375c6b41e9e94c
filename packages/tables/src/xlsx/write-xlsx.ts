import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { Cell } from '../cell.ts';
import { MAX_LINES } from '../limits.ts';
import { createSheetNames } from './sheet-names.ts';
import { contentTypesXml, relationshipsXml, rootRelationshipsXml, stylesXml, workbookXml } from './workbook-parts.ts';
import { type Column, writeSheet } from './write-sheet.ts';

export interface XlsxSheet {
  /** Made fit for Excel: 31 characters, none of []:*?/\, unlike all others. */
  name: string;
  columns: readonly Column[];
  rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>;
  /** Its tab stands before those of the sheets that were written earlier. */
  isFirst?: boolean;
}

export interface XlsxOptions {
  /** Lines of a sheet, its header being one; the rows beyond go on in a further sheet. Default: as many as Excel shows. */
  maxLines?: number;
}

/** XML of cells shrinks to a tenth at any level; the least takes half the time of the default. */
const LEVEL = { compressionLevel: 1 };

/**
 * Writes an XLSX (ECMA-376) in pieces, sheet by sheet as they come, none of them in memory as a whole. Texts are text cells,
 * whatever they begin with: what a spreadsheet program would take for a formula when somebody edits the cell (it starts with
 * = + - @ tab or CR) has the format that keeps it text. Numbers and booleans are such, dates are dates in UTC. Who stops
 * reading stops the rows.
 */
export async function* writeXlsx(
  sheets: Iterable<XlsxSheet> | AsyncIterable<XlsxSheet>,
  { maxLines = MAX_LINES }: XlsxOptions = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  const stopping = new AbortController();
  zip.on('error', (error: Error) => output.destroy(error));
  const written = writeParts(zip, sheets, maxLines, stopping.signal).then(
    () => zip.end(),
    (error) => output.destroy(error),
  );
  try {
    for await (const piece of output) yield piece;
  } finally {
    stopping.abort();
    await written;
  }
}

async function writeParts(
  zip: ZipFile,
  sheets: Iterable<XlsxSheet> | AsyncIterable<XlsxSheet>,
  maxLines: number,
  signal: AbortSignal,
): Promise<void> {
  const newName = createSheetNames();
  const written: { number: number; name: string }[] = [];
  for await (const { name, columns, rows, isFirst = false } of sheets) {
    const parts: typeof written = [];
    const sheet = writeSheet(columns, rows, maxLines);
    for (let more = true; more; more = await sheet.hasMore()) {
      const part = { number: written.length + parts.length + 1, name: newName(name) };
      parts.push(part);
      await addPart(zip, `xl/worksheets/sheet${part.number}.xml`, sheet.nextPart(), signal);
    }
    if (isFirst) written.unshift(...parts);
    else written.push(...parts);
  }
  const numbers = written.map(({ number }) => number);
  const add = (path: string, xml: string) => zip.addBuffer(Buffer.from(xml), path, LEVEL);
  add('[Content_Types].xml', contentTypesXml(numbers));
  add('_rels/.rels', rootRelationshipsXml);
  add('xl/workbook.xml', workbookXml(written));
  add('xl/_rels/workbook.xml.rels', relationshipsXml(numbers));
  add('xl/styles.xml', stylesXml);
}

/** Resolves when the part has been read to its end, so that the next one is not made before. */
async function addPart(zip: ZipFile, path: string, xml: AsyncIterable<string>, signal: AbortSignal): Promise<void> {
  const source = Readable.from(xml, { objectMode: false, highWaterMark: 65_536 });
  const done = finished(source, { signal }).catch((error) => {
    source.destroy();
    throw error;
  });
  zip.addReadStream(source, path, LEVEL);
  await done;
}

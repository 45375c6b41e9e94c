import type { Limits } from '../limits.ts';
import { createCollector, type Table } from '../table.ts';
import { TableError } from '../table-error.ts';
import { openArchive } from './archive.ts';
import { findPart, readRelationships } from './relationships.ts';
import { readSharedStrings } from './shared-strings.ts';
import { readSheet } from './sheet.ts';
import { readCellFormats } from './styles.ts';
import { readWorkbook } from './workbook.ts';

/** Reads the first visible sheet of an XLSX (ECMA-376) that is in memory, of this name if there is one; see `readTable`. */
export async function readXlsx(bytes: Buffer, limits: Limits, named?: string): Promise<Table> {
  const collector = createCollector(limits);
  const archive = await openArchive(bytes, limits.maxUnpackedBytes);
  const workbookPart = findPart(await readRelationships(archive, ''), 'officeDocument');
  if (workbookPart === undefined) throw new TableError('not_a_table');

  const workbook = await readWorkbook(archive, workbookPart);
  const relationships = await readRelationships(archive, workbookPart);
  const sheets = relationships.filter(({ type }) => type === 'worksheet');
  const wanted = workbook.visibleSheets.filter(({ name }) => named === undefined || name === named);
  const sheetPart = wanted.map(({ id }) => sheets.find((sheet) => sheet.id === id)?.part).find(Boolean);
  if (sheetPart === undefined) throw new TableError('empty');

  await readSheet(archive, sheetPart, {
    strings: await readSharedStrings(archive, findPart(relationships, 'sharedStrings')),
    formats: await readCellFormats(archive, findPart(relationships, 'styles')),
    startsIn1904: workbook.startsIn1904,
    onRow: collector.take,
  });
  return collector.finish('xlsx');
}

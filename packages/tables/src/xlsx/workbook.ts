import { TableError } from '../table-error.ts';
import type { Archive } from './archive.ts';
import { type Attributes, parseXml } from './parse-xml.ts';

export interface Workbook {
  /** The sheets that are not hidden, in the order of their tabs: names and relationship ids. */
  visibleSheets: { name: string; id: string }[];
  /** Whether days count from 1904, as in workbooks of old Macs. */
  startsIn1904: boolean;
}

/** Reads the list of sheets. Throws `not_a_table` for other Office documents. */
export async function readWorkbook(archive: Archive, part: string): Promise<Workbook> {
  const workbook: Workbook = { visibleSheets: [], startsIn1904: false };
  let root: string | undefined;
  await parseXml(archive.read(part), {
    open(name, attributes) {
      root ??= name;
      if (root !== 'workbook') throw new TableError('not_a_table');
      if (name === 'workbookPr') workbook.startsIn1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
      if (name === 'sheet' && (attributes.state ?? 'visible') === 'visible') {
        workbook.visibleSheets.push({ name: attributes.name ?? '', id: relationshipId(attributes) });
      }
    },
  });
  return workbook;
}

/** The attribute `id` of the relationships namespace, whatever its prefix. */
function relationshipId(attributes: Attributes): string {
  return Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1] ?? '';
}

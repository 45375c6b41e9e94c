import { strToU8, zipSync } from 'fflate';

export interface WorkbookParts {
  /** The rows of the first sheet as XML: `<row r="1">…</row>`. */
  rows?: string;
  strings?: string;
  styles?: string;
  workbook?: string;
  /** Other files of the zip, or replacements of those above. */
  files?: Record<string, string | Uint8Array>;
  level?: Level;
}

/** 0 stores, 1 deflates. */
type Level = 0 | 1;

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const types = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export const relationships = (targets: Record<string, [type: string, target: string]>) =>
  `${declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${Object.entries(
    targets,
  )
    .map(([id, [type, target]]) => `<Relationship Id="${id}" Type="${types}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`;

export const sheetXml = (rows: string, docType = '') =>
  `${declaration}${docType}<worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>`;

export const workbookXml = (content: string) =>
  `${declaration}<workbook xmlns="${main}" xmlns:r="${types}">${content}</workbook>`;

/** A workbook as programs write it, with what a test wants to be different. */
export function buildWorkbook({
  rows = '',
  strings = '',
  styles = '',
  workbook,
  files = {},
  level,
}: WorkbookParts): Uint8Array {
  const parts: Record<string, string | Uint8Array> = {
    '[Content_Types].xml': `${declaration}<Types/>`,
    '_rels/.rels': relationships({ rId1: ['officeDocument', 'xl/workbook.xml'] }),
    'xl/workbook.xml': workbookXml(workbook ?? '<sheets><sheet name="One" sheetId="1" r:id="rId1"/></sheets>'),
    'xl/_rels/workbook.xml.rels': relationships({
      rId1: ['worksheet', 'worksheets/sheet1.xml'],
      rId2: ['worksheet', '/xl/worksheets/sheet2.xml'],
      rId3: ['sharedStrings', 'sharedStrings.xml'],
      rId4: ['styles', 'styles.xml'],
    }),
    'xl/sharedStrings.xml': `${declaration}<sst xmlns="${main}">${strings}</sst>`,
    'xl/styles.xml': `${declaration}<styleSheet xmlns="${main}">${styles}</styleSheet>`,
    'xl/worksheets/sheet1.xml': sheetXml(rows),
    ...files,
  };
  return zip(parts, level);
}

export function zip(files: Record<string, string | Uint8Array>, level: Level = 1): Uint8Array {
  const entries = Object.entries(files).map(([name, content]): [string, Uint8Array] => [
    name,
    typeof content === 'string' ? strToU8(content) : content,
  ]);
  return zipSync(Object.fromEntries(entries), { level });
}

import { TableError } from '../table-error.ts';
import type { Archive } from './archive.ts';
import { parseXml } from './parse-xml.ts';

export interface CellFormat {
  isDate: boolean;
  /** Shown with at least so many digits: format `0000000` of a student number. */
  digits: number;
}

/** As many as Excel allows. */
const MAX_FORMATS = 65_490;

const plain: CellFormat = { isDate: false, digits: 0 };

/** The format of a number by the style index of its cell. */
export async function readCellFormats(archive: Archive, part: string | undefined): Promise<CellFormat[]> {
  if (part === undefined || !archive.has(part)) return [];
  const formats: CellFormat[] = [];
  const own = new Map<string, CellFormat>();
  let inCellFormats = false;
  await parseXml(archive.read(part), {
    open(name, { numFmtId = '', formatCode = '' }) {
      if (name === 'numFmt') own.set(numFmtId, readFormatCode(formatCode));
      if (name === 'cellXfs') inCellFormats = true;
      if (name === 'xf' && inCellFormats) formats.push(own.get(numFmtId) ?? builtIn(Number(numFmtId)));
    },
    close(name) {
      if (formats.length > MAX_FORMATS) throw new TableError('damaged');
      if (name === 'cellXfs') inCellFormats = false;
    },
  });
  return formats;
}

/** Dates and times among the formats that are not written out (ECMA-376 part 1, 18.8.30), East Asian ones included. */
function builtIn(id: number): CellFormat {
  const isDate = (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || id === 45 || id === 47 || (id >= 50 && id <= 58);
  return isDate ? { ...plain, isDate } : plain;
}

/** `[h]:mm` counts hours and is no date; literals, colours and conditions do not count. */
export function readFormatCode(code: string): CellFormat {
  if (/^0+$/.test(code)) return { isDate: false, digits: code.length };
  if (/\[(h+|m+|s+)\]/i.test(code)) return plain;
  const placeholders = code.replace(/"[^"]*"|\[[^\]]*\]|[\\_*]./g, '').replace(/general/gi, '');
  return { isDate: /[ymdhs]/i.test(placeholders), digits: 0 };
}

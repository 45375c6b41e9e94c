import { TableError } from '../table-error.ts';
import type { Archive } from './archive.ts';
import { numberText } from './number-text.ts';
import { type Attributes, parseXml } from './parse-xml.ts';
import type { CellFormat } from './styles.ts';
import { createTextReader, readEscapes } from './text-reader.ts';

/** Column XFD and row 1,048,576 are the last. */
const MAX_COLUMN_LETTERS = 3;
const MAX_ROW = 1_048_576;
const CODE_BEFORE_A = 64;
/** What Excel itself shows for a formula that it could not calculate. */
const NOT_CALCULATED = '#CALC!';

export interface SheetContext {
  strings: string[];
  formats: CellFormat[];
  startsIn1904: boolean;
  onRow(line: number, cells: string[]): void;
}

interface Cell {
  column: number;
  type: string;
  format: CellFormat | undefined;
  value: string;
  hasFormula: boolean;
}

/** Reads the rows of a sheet (ECMA-376 part 1, 18.3.1) as texts, in the order of the file. */
export async function readSheet(archive: Archive, part: string, context: SheetContext): Promise<void> {
  const inline = createTextReader();
  let inData = false;
  let inValue = false;
  let line = 0;
  let cells: string[] = [];
  let column = -1;
  let cell: Cell | undefined;

  function startRow({ r }: Attributes): void {
    const row = r === undefined ? line + 1 : Number(r);
    if (!Number.isInteger(row) || row < 1 || row > MAX_ROW) throw new TableError('damaged');
    line = row;
    cells = [];
    column = -1;
  }

  function startCell({ r, t = 'n', s = '' }: Attributes): void {
    column = r === undefined ? column + 1 : columnOf(r);
    cell = { column, type: t, format: context.formats[Number(s)], value: '', hasFormula: false };
    inline.start();
  }

  function endCell(): void {
    if (!cell) return;
    const text = textOf(cell, inline.finish(), context);
    if (text === undefined) throw new TableError('damaged', { line });
    if (text !== '') {
      while (cells.length < cell.column) cells.push('');
      cells[cell.column] = text;
    }
    cell = undefined;
  }

  await parseXml(archive.read(part), {
    open(name, attributes) {
      if (name === 'sheetData') inData = true;
      if (!inData) return;
      if (name === 'row') startRow(attributes);
      else if (name === 'c') startCell(attributes);
      else if (name === 'v') inValue = true;
      else if (name === 'f' && cell) cell.hasFormula = true;
      else inline.open(name);
    },
    text(text) {
      if (inValue && cell) cell.value += text;
      else inline.text(text);
    },
    close(name) {
      if (name === 'sheetData') inData = false;
      else if (name === 'row' && inData) context.onRow(line, cells);
      else if (name === 'c') endCell();
      else if (name === 'v') inValue = false;
      else inline.close(name);
    },
  });
}

/** Undefined when the cell refers to a text that the workbook does not have. */
function textOf(cell: Cell, inlineText: string, { strings, startsIn1904 }: SheetContext): string | undefined {
  const { type, value, format, hasFormula } = cell;
  switch (type) {
    case 's':
      return value === '' ? '' : strings[Number(value)];
    case 'inlineStr':
      return inlineText;
    case 'b':
      return value === '1' ? 'true' : value === '0' ? 'false' : value;
    case 'n':
      return hasFormula && value === '' ? NOT_CALCULATED : numberText(value, format, startsIn1904);
    default:
      return readEscapes(value);
  }
}

/** `AB12` is column 27, counted from 0. */
function columnOf(reference: string): number {
  const letters = /^[A-Z]+/.exec(reference)?.[0] ?? '';
  if (letters === '' || letters.length > MAX_COLUMN_LETTERS) throw new TableError('damaged');
  let column = 0;
  for (let at = 0; at < letters.length; at += 1) column = column * 26 + letters.charCodeAt(at) - CODE_BEFORE_A;
  return column - 1;
}

import { type Limits, MAX_LINES, megabytes } from './limits.ts';
import { TableError } from './table-error.ts';

export interface Row {
  /** Line of the file where the row begins (CSV) or number of the row in the sheet (XLSX), from 1. */
  line: number;
  /** As in the file; empty cells at the end are left out, so a row may be shorter or longer than the header. */
  cells: string[];
}

export interface Table {
  format: 'csv' | 'xlsx';
  /** The first row with content, trimmed and in NFC. Titles may be empty or occur twice. */
  header: string[];
  rows: Row[];
}

export interface Collector {
  /** Takes the next row of the file, blank or not. */
  take(line: number, cells: string[]): void;
  /** What was collected; to be asked for once the whole file has been read. */
  finish(format: Table['format']): Table;
}

/** Gathers rows, drops blank ones and refuses what is beyond the limits. */
export function createCollector(limits: Limits): Collector {
  const rows: Row[] = [];
  let header: string[] | undefined;
  let lines = 0;
  let characters = 0;

  return {
    take(line, cells) {
      lines += 1;
      if (lines > MAX_LINES) throw tooMany('rows', MAX_LINES, line);
      dropBlankEnd(cells);
      if (cells.length === 0) return;
      if (cells.length > limits.maxColumns) throw tooMany('columns', limits.maxColumns, line);
      if (header && rows.length >= limits.maxRows) throw tooMany('rows', limits.maxRows, line);
      characters += countCharacters(cells, limits.maxCellLength, line);
      if (characters > limits.maxUnpackedBytes) throw tooLarge(limits.maxUnpackedBytes);
      if (header) rows.push({ line, cells });
      else header = cells.map(cleanText);
    },

    finish(format) {
      if (!header) throw new TableError('empty');
      return { format, header, rows };
    },
  };
}

/** Without blanks around it and in NFC, so that the same text is the same string. */
export function cleanText(text: string): string {
  return text.trim().normalize('NFC');
}

export function tooLarge(maxUnpackedBytes: number): TableError {
  return new TableError('too_large', { message: `The table holds more than ${megabytes(maxUnpackedBytes)} of data.` });
}

function tooMany(what: 'rows' | 'columns', limit: number, line: number): TableError {
  const message = `The table has more than ${limit.toLocaleString('en-GB')} ${what}.`;
  return new TableError(`too_many_${what}`, { message, line });
}

function dropBlankEnd(cells: string[]): void {
  while (cells.at(-1)?.trim() === '') cells.pop();
}

function countCharacters(cells: string[], maxCellLength: number, line: number): number {
  let characters = 0;
  for (const { length } of cells) {
    if (length > maxCellLength) {
      const message = `A cell has more than ${maxCellLength.toLocaleString('en-GB')} characters.`;
      throw new TableError('cell_too_long', { message, line });
    }
    characters += length;
  }
  return characters;
}

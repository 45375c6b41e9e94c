const saveAgain = 'Save it as "Excel workbook (.xlsx)" or "CSV UTF-8" and try again.';

/** Every refusal with its sentence; `TableError.message` may say more about the file at hand. */
export const tableErrors = {
  empty: 'The file has no row with content.',
  not_a_table: `This is neither a CSV file nor an Excel workbook (.xlsx). ${saveAgain}`,
  old_format: `This is a file of an old Excel (.xls). ${saveAgain}`,
  encrypted: 'The workbook is protected by a password. Remove the password in Excel and try again.',
  damaged: `The workbook is incomplete or damaged. Open it in Excel. ${saveAgain}`,
  wrong_encoding:
    'The text of the file is not UTF-8. In Excel choose "CSV UTF-8" when you save it, or save it as .xlsx.',
  broken_quotes: 'A quotation mark is not closed, or stands in the middle of a cell where it must be doubled.',
  too_large: 'The file is too large.',
  too_many_rows: 'The table has too many rows.',
  too_many_columns: 'The table has too many columns.',
  cell_too_long: 'A cell has too much text.',
  unknown_column: 'The chosen column does not exist.',
} as const;

export type TableErrorCode = keyof typeof tableErrors;

export interface TableErrorParts {
  message?: string | undefined;
  /** Line of the file (CSV) or row of the sheet (XLSX), from 1. */
  line?: number | undefined;
  cause?: unknown;
}

/** Why a file was refused as a whole. `message` is a sentence for the person who chose the file and names the line. */
export class TableError extends Error {
  readonly code: TableErrorCode;
  readonly line: number | undefined;

  constructor(code: TableErrorCode, { message = tableErrors[code], line, cause }: TableErrorParts = {}) {
    super(line === undefined ? message : `Line ${line}: ${message}`, { cause });
    this.name = 'TableError';
    this.code = code;
    this.line = line;
  }
}

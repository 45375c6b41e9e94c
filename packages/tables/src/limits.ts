export interface Limits {
  /** Size of the file as it came. */
  maxBytes: number;
  /** Bytes that are inflated from an XLSX, and characters of all cells together (a text may be used by many cells). */
  maxUnpackedBytes: number;
  /** Rows below the header that have content. */
  maxRows: number;
  maxColumns: number;
  /** In UTF-16 units, as Excel counts. */
  maxCellLength: number;
}

const MEGABYTE = 1_000_000;

/** As much as a cell of Excel takes. */
export const MAX_CELL_LENGTH = 32_767;

export const defaultLimits: Readonly<Limits> = {
  maxBytes: 20 * MEGABYTE,
  maxUnpackedBytes: 100 * MEGABYTE,
  maxRows: 100_000,
  maxColumns: 200,
  maxCellLength: MAX_CELL_LENGTH,
};

/** The number of rows of an Excel sheet: not even blank lines go on beyond it. */
export const MAX_LINES = 1_048_576;

/** One row of a CSV, in UTF-16 units. More is a quotation mark that nobody closed, or an attack. */
export const MAX_ROW_LENGTH = MEGABYTE;

export const megabytes = (bytes: number) => `${Number((bytes / MEGABYTE).toPrecision(3))} MB`;

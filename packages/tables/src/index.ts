export type { Cell } from './cell.ts';
export {
  type ChosenColumns,
  type ColumnDefinition,
  type ColumnMapping,
  guessColumns,
} from './columns/guess-columns.ts';
export { type RowProblem, type TableRecord, toRecords } from './columns/to-records.ts';
export { writeCsv } from './csv/write-csv.ts';
export { defaultLimits, type Limits } from './limits.ts';
export { readTable } from './read-table.ts';
export type { Row, Table } from './table.ts';
export { TableError, type TableErrorCode, tableErrors } from './table-error.ts';
export type { Column } from './xlsx/write-sheet.ts';
export { writeXlsx, type XlsxOptions, type XlsxSheet } from './xlsx/write-xlsx.ts';

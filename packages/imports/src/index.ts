export type { AcceptedFile } from './accept-import.ts';
export type { FileColumns } from './columns.ts';
export {
  type ImportDefinition,
  type ImportDocument,
  ImportFailure,
  type ImportKind,
  type ImportRow,
  type ImportWork,
} from './definition.ts';
export { importModels } from './import-models.ts';
export { type Imports, openImports } from './imports.ts';
export { emailColumn, MAX_CELL_LENGTH, nameColumns, studentNumberColumn } from './person-columns.ts';
export { presentImport, presentImportRow } from './present-import.ts';

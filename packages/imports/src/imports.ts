import { type AcceptedFile, acceptImport } from './accept-import.ts';
import type { ImportDefinition, ImportDocument, ImportKind, ImportRow, ImportWork, PlainKind } from './definition.ts';
import { listRows, type RowPage } from './list-rows.ts';
import type { Needed, OpenImports } from './open-imports.ts';
import { createImportQueue } from './queue.ts';
import { startResuming } from './resume-imports.ts';
import { createImportRowStore } from './store/import-rows.ts';
import { createImportStore } from './store/imports.ts';
import { startImportWorker } from './worker.ts';

/** The imports of one kind of a service. */
export interface Imports<Kind extends ImportKind = PlainKind> {
  /** Stores a file as an import that is done soon, by any process. Throws `file_unreadable` with the sentence and the line. */
  accept(file: AcceptedFile<Kind>): Promise<ImportDocument<Kind>>;
  get(importId: string): Promise<ImportDocument<Kind> | null>;
  /** A page of rows in the order of the file, of one result if that is asked for. */
  listRows(importId: string, page: RowPage<Kind>): Promise<{ items: ImportRow<Kind>[]; nextCursor: string | null }>;
  /**
   * Does imports in this process, one at a time, and looks for those that wait. Closing stops between two chunks; the import
   * goes on elsewhere.
   */
  start(work: ImportWork<Kind>): { close(): Promise<void> };
  close(): Promise<void>;
}

/** Opens the imports of one kind. Throws nothing: what is not there is met by the first use. */
export function openImports<Kind extends ImportKind>(
  definition: ImportDefinition<Kind>,
  needed: Needed,
): Imports<Kind> {
  // Within the package rows and results are texts; what kind they are of is known to the service alone.
  const plain = definition as unknown as ImportDefinition;
  const { connection } = needed;
  const open: OpenImports = {
    ...needed,
    definition: plain,
    imports: createImportStore(connection, plain),
    rows: createImportRowStore(connection, plain),
    queue: createImportQueue(plain, needed),
  };
  const imports: Imports = {
    accept: (file) => acceptImport(open, file),
    get: (importId) => open.imports.get(importId),
    listRows: (importId, page) => listRows(open, importId, page),
    start(work) {
      const running = [startImportWorker(open, work), startResuming(open)];
      return {
        async close() {
          await Promise.all(running.map((one) => one.close()));
        },
      };
    },
    close: () => open.queue.close(),
  };
  return imports as unknown as Imports<Kind>;
}

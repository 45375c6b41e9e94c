import type { ImportState, ImportStatus, jobs } from '@rollcall/contracts';
import type { FileColumns } from './columns.ts';

/** What one kind of import is about: the texts of its rows, the results that they may have, options of its own. */
export interface ImportKind {
  text: string;
  result: string;
  options: object;
}

/** Any kind, for what looks at no text of a row. */
export interface PlainKind extends ImportKind {
  text: never;
}

/** A row of a file as it was read: texts, empty where there is nothing. */
export type ImportRow<Kind extends ImportKind = PlainKind> = Record<Kind['text'], string> & {
  /** The line of the file, its header being 1. */
  line: number;
  /** Null before the row was checked. */
  result: Kind['result'] | null;
  problem: string | null;
  /** What is worth a look though nothing is wrong. */
  note?: string | null;
  userId: string | null;
};

/** An import as it is stored, with its options beside the fields that all have. */
export type ImportDocument<Kind extends ImportKind = PlainKind> = Kind['options'] & {
  _id: string;
  schemaVersion: number;
  institutionId: string;
  status: ImportStatus;
  dryRun: boolean;
  skipInvalid: boolean;
  /** Title of the file's column by what it was taken for. */
  columns: Record<string, string>;
  unknownColumns: string[];
  total: number;
  processed: number;
  counts: ImportState<Kind['result']>['counts'];
  /** Why it failed. */
  problem?: string | null;
  createdBy: string;
  requestId: string;
  createdAt: Date;
  /** When it last went on. */
  updatedAt: Date;
  finishedAt: Date | null;
};

/** Names that a service never changes, and the words of its import. */
export interface ImportDefinition<Kind extends ImportKind = PlainKind> {
  /** Of the queues in contracts: one whose jobs name an import. */
  job: { [Name in keyof typeof jobs]: Name extends `${string}Import` ? Name : never }[keyof typeof jobs];
  /** Of MongoDB. */
  collections: { imports: string; rows: string };
  /** What the options are stored as; all are required. */
  options: Record<keyof Kind['options'], BooleanConstructor | StringConstructor>;
  results: readonly Kind['result'][];
  texts: readonly Kind['text'][];
  columns: FileColumns;
  /** What a row is told apart by, by the words for it; a later row with one of them is a `duplicate`. */
  keysOf(row: ImportRow<Kind>): Record<string, string | null | undefined>;
}

/**
 * What a service does for the rows of its import, 500 at most at a time. Both answer the same rows in the same order, with their
 * results. An {@link ImportFailure} ends the import with its sentence; outages are tried again.
 */
export interface ImportWork<Kind extends ImportKind = PlainKind> {
  /** Judges rows by themselves and by what there is: `ready`, `invalid` with a problem, or a result of its own. Changes nothing. */
  checkRows(job: ImportDocument<Kind>, rows: ImportRow<Kind>[]): Promise<ImportRow<Kind>[]>;
  /** Does what rows that are `ready` ask for. May be called again with the same rows after a crash. */
  addRows(job: ImportDocument<Kind>, rows: ImportRow<Kind>[]): Promise<ImportRow<Kind>[]>;
}

/** Ends an import: its message is the sentence that people read. */
export class ImportFailure extends Error {}

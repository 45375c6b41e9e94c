import type { RosterImport, RosterImportRow } from '@rollcall/contracts';
import type { ChosenFile } from './chosen-file.ts';
import type { Needs } from './columns.ts';
import type { Counts, ImportResult } from './results.ts';

export type FieldName = 'email' | 'studentNumber' | 'name' | 'firstName' | 'lastName' | 'role' | 'username';

/** Something that rows may say, and titles of columns that are taken for it. */
export interface ImportField {
  name: FieldName;
  titles: readonly string[];
  isNeeded?: boolean | 'oneOf';
}

/** An import of any kind, and a row of it. */
export type AnyImport = Omit<RosterImport, 'counts'> & { counts: Counts };
export type AnyRow = Omit<RosterImportRow, 'result' | 'studentNumber' | 'note'> & {
  result: ImportResult | null;
  studentNumber?: string;
  note?: string | null;
};

/** What is done with the rows; each kind of import takes those that it has. */
export interface ImportOptions {
  move: boolean;
  createMissing: boolean;
  invite: boolean;
  role: 'student' | 'teacher';
}

export interface Asked {
  dryRun: boolean;
  skipInvalid: boolean;
  options: ImportOptions;
  /** By title, or by number from 1. */
  columns: Partial<Record<FieldName, string | number | null>> | undefined;
}

export interface RowQuery {
  cursor?: number;
  limit: number;
  result?: ImportResult;
}

/** A kind of import: what the pages of it ask, and what they show. */
export interface ImportSource {
  kind: 'roster' | 'users';
  /** What of the page's memory is of this import: of a class, or of accounts. */
  place: string;
  fields: readonly ImportField[];
  needs: Needs;
  options: readonly (keyof ImportOptions)[];
  hasStudentNumber: boolean;
  example: readonly (readonly string[])[];
  send(file: ChosenFile, asked: Asked): Promise<AnyImport>;
  get(id: string, signal: AbortSignal): Promise<AnyImport>;
  rows(id: string, query: RowQuery, signal?: AbortSignal): Promise<{ items: AnyRow[]; nextCursor: string | null }>;
}

export const firstOptions: ImportOptions = { move: true, createMissing: false, invite: false, role: 'student' };

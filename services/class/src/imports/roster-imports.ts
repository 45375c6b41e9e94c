import { type RosterImportResult, rosterImportResult, toEmailKey } from '@rollcall/contracts';
import {
  emailColumn,
  type ImportDefinition,
  type ImportDocument,
  type ImportRow,
  nameColumns,
  studentNumberColumn,
} from '@rollcall/imports';

export interface RosterImportKind {
  text: 'email' | 'studentNumber' | 'name';
  result: RosterImportResult;
  options: {
    classId: string;
    /** Take students out of other classes of the course. */
    move: boolean;
    /** Make the accounts that there are not. */
    createMissing: boolean;
    /** Mail those whose accounts are made a link to set a password. */
    invite: boolean;
    /** Of whoever sent the file. */
    createdByRole: 'teacher' | 'admin';
  };
}

export type RosterImportDocument = ImportDocument<RosterImportKind>;
export type RosterRow = ImportRow<RosterImportKind>;

/** Imports of the students of a class. */
export const rosterImports: ImportDefinition<RosterImportKind> = {
  job: 'rosterImport',
  collections: { imports: 'rosterImports', rows: 'rosterImportRows' },
  options: { classId: String, move: Boolean, createMissing: Boolean, invite: Boolean, createdByRole: String },
  results: rosterImportResult.options,
  texts: ['email', 'studentNumber', 'name'],
  columns: {
    definitions: [emailColumn, ...nameColumns, studentNumberColumn],
    required: [{ words: 'e-mail address or the student number', anyOf: ['email', 'studentNumber'] }],
  },
  keysOf: ({ userId, email, studentNumber }) =>
    userId === null ? { 'e-mail address': toEmailKey(email), 'student number': studentNumber } : { student: userId },
};

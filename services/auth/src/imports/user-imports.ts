import { type UserImportResult, userImportResult } from '@rollcall/contracts';
import type { ImportDefinition, ImportDocument, ImportRow } from '@rollcall/imports';
import { keysOf } from '../domain/import-row.ts';
import { columns } from './columns.ts';

export interface UserImportKind {
  text: 'email' | 'name' | 'role' | 'username' | 'studentNumber';
  result: UserImportResult;
  options: {
    /** Send everybody who is added a link to set a password. */
    invite: boolean;
    /** Of rows that name none. */
    role: 'student' | 'teacher';
  };
}

export type UserImportDocument = ImportDocument<UserImportKind>;
export type UserImportRow = ImportRow<UserImportKind>;

/** Words for what accounts are told apart by. */
export const keyWords = {
  emailKey: 'e-mail address',
  usernameKey: 'username',
  studentNumber: 'student number',
} as const;

/** Imports of accounts. */
export const userImports: ImportDefinition<UserImportKind> = {
  job: 'userImport',
  collections: { imports: 'userImports', rows: 'userImportRows' },
  options: { invite: Boolean, role: String },
  results: userImportResult.options,
  texts: ['email', 'name', 'role', 'username', 'studentNumber'],
  columns,
  keysOf(row) {
    const { emailKey, usernameKey, studentNumber } = keysOf(row);
    return {
      [keyWords.emailKey]: emailKey,
      [keyWords.usernameKey]: usernameKey,
      [keyWords.studentNumber]: studentNumber,
    };
  },
};

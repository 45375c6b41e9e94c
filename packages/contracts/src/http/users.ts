import { z } from 'zod';
import { jsonText, role, text } from '../values.ts';
import { email, password, profile, student, username } from './auth.ts';
import {
  columnChoice,
  commonImportResults,
  flag,
  importFile,
  importOptions,
  importRow,
  importRowsQuery,
  importState,
} from './imports.ts';
import { defineRoutes, route } from './route.ts';

/** The number that an institution gives a student: any short text without blanks around it. */
export const studentNumber = text(50).transform((value) => value.trim());

/** What administrators see of an account. */
export const managedUser = profile.extend({
  disabled: z.boolean(),
  /** False until somebody invited or imported has set one. */
  hasPassword: z.boolean(),
});
export type ManagedUser = z.infer<typeof managedUser>;

const page = {
  /** Words that name, e-mail address, username or student number begin with. */
  search: z.string().max(100).optional(),
  cursor: z.string().max(1_000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};
const reason = text(500).optional();

/**
 * What became of a row. `ready`: it can be added and has not been, because the import is not that far, was refused or is a dry
 * run. `exists`: the address, username or student number has an account already. `duplicate`: a row before it has one of them.
 */
export const userImportResult = z.enum([...commonImportResults, 'added', 'exists']);
export type UserImportResult = z.infer<typeof userImportResult>;

/** An import of accounts. */
export const userImport = importState(userImportResult);
export type UserImport = z.infer<typeof userImport>;

export const userImportRow = importRow(userImportResult);
export type UserImportRow = z.infer<typeof userImportRow>;

export const userImportColumns = z.strictObject({
  email: columnChoice,
  name: columnChoice,
  firstName: columnChoice,
  lastName: columnChoice,
  role: columnChoice,
  username: columnChoice,
  studentNumber: columnChoice,
});
export type UserImportColumns = z.infer<typeof userImportColumns>;

const uniqueErrors = ['email_taken', 'username_taken', 'student_number_taken'] as const;

export const userRoutes = defineRoutes('auth', {
  findStudents: route({
    summary: 'Students by name, who may log in',
    method: 'GET',
    paths: ['/api/v1/students'],
    access: 'teacher',
    query: z.strictObject(page),
    data: z.object({ items: z.array(student), nextCursor: z.string().nullable() }),
  }),

  listUsers: route({
    summary: 'Accounts by name',
    method: 'GET',
    paths: ['/api/v1/users'],
    access: 'admin',
    query: z.strictObject({ ...page, role: role.optional(), disabled: flag.optional() }),
    data: z.object({ items: z.array(managedUser), nextCursor: z.string().nullable() }),
  }),

  getUser: route({
    summary: 'One account',
    method: 'GET',
    paths: ['/api/v1/users/:id'],
    access: 'admin',
    ids: { id: 'user_not_found' },
    data: managedUser,
    errors: ['user_not_found'],
  }),

  createUser: route({
    summary: 'Create an account; without a password a link to set one goes to its address',
    method: 'POST',
    paths: ['/api/v1/users'],
    access: 'admin',
    body: z.strictObject({
      name: text(200),
      email,
      role,
      username: username.optional(),
      studentNumber: studentNumber.optional(),
      password: password.optional(),
    }),
    status: 201,
    data: managedUser,
    errors: [...uniqueErrors, 'password_too_short', 'password_too_common'],
  }),

  editUser: route({
    summary: 'Edit, disable or enable an account, change its role; log-ins end with the two last',
    method: 'PATCH',
    paths: ['/api/v1/users/:id'],
    access: 'admin',
    ids: { id: 'user_not_found' },
    body: z.strictObject({
      name: text(200).optional(),
      email: email.optional(),
      username: username.nullable().optional(),
      studentNumber: studentNumber.nullable().optional(),
      role: role.optional(),
      disabled: z.boolean().optional(),
      reason,
    }),
    data: managedUser,
    errors: ['user_not_found', 'last_admin', ...uniqueErrors],
  }),

  endUserSessions: route({
    summary: 'End all log-ins of an account',
    method: 'DELETE',
    paths: ['/api/v1/users/:id/sessions'],
    access: 'admin',
    ids: { id: 'user_not_found' },
    data: z.object({ ended: z.int() }),
    errors: ['user_not_found'],
  }),

  importUsers: route({
    summary: 'Add the accounts of a CSV or XLSX file: the import goes on after the answer, ask how far it is',
    method: 'POST',
    paths: ['/api/v1/users/import'],
    access: 'admin',
    file: importFile,
    query: z.strictObject({
      ...importOptions,
      /** Send everybody who is added a link to set a password. Without it they use the forgotten password. */
      invite: flag.default(false),
      /** Of rows that name none. Administrators are never imported. */
      role: role.exclude(['admin']).default('student'),
      /** Which column is what, where the guess is wrong: a JSON object such as `{"email": "Mail (private)"}`, by title or number from 1. */
      columns: jsonText(2_000, userImportColumns).optional(),
    }),
    status: 202,
    data: userImport,
    errors: ['file_unreadable'],
  }),

  getUserImport: route({
    summary: 'How far an import is',
    method: 'GET',
    paths: ['/api/v1/users/imports/:id'],
    access: 'admin',
    ids: { id: 'import_not_found' },
    data: userImport,
    errors: ['import_not_found'],
  }),

  listUserImportRows: route({
    summary: 'What became of each row of an import, in the order of the file',
    method: 'GET',
    paths: ['/api/v1/users/imports/:id/rows'],
    access: 'admin',
    ids: { id: 'import_not_found' },
    query: importRowsQuery(userImportResult),
    data: z.object({ items: z.array(userImportRow), nextCursor: z.string().nullable() }),
    errors: ['import_not_found'],
  }),
});

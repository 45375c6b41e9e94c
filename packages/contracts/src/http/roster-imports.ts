import { z } from 'zod';
import { jsonText } from '../values.ts';
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

/**
 * What became of a row. `ready`: can be enrolled and has not been. `added`, `moved` out of another class of the course, `created`:
 * enrolled, the last with a new account. `already`: was in the class before. `other_class`: is in another class of the course
 * and was not to be moved. `unknown`: no such account. `duplicate`: a row before it is about the same student.
 */
export const rosterImportResult = z.enum([
  ...commonImportResults,
  'added',
  'moved',
  'created',
  'already',
  'other_class',
  'unknown',
]);
export type RosterImportResult = z.infer<typeof rosterImportResult>;

export const rosterImport = importState(rosterImportResult);
export type RosterImport = z.infer<typeof rosterImport>;

export const rosterImportRow = importRow(rosterImportResult).extend({
  studentNumber: z.string(),
  /** What is worth a look, though the row is good: the account has another name, number or address. */
  note: z.string().nullable(),
});
export type RosterImportRow = z.infer<typeof rosterImportRow>;

export const rosterImportColumns = z.strictObject({
  email: columnChoice,
  studentNumber: columnChoice,
  name: columnChoice,
  firstName: columnChoice,
  lastName: columnChoice,
});
export type RosterImportColumns = z.infer<typeof rosterImportColumns>;

const asTeacher = ['class_not_found', 'not_class_teacher'] as const;
const oneImport = {
  method: 'GET',
  access: 'staff',
  ids: { id: 'class_not_found', importId: 'import_not_found' },
  errors: [...asTeacher, 'import_not_found'],
} as const;

export const rosterImportRoutes = defineRoutes('class', {
  importRoster: route({
    summary: 'Enrol the students of a CSV or XLSX file: the import goes on after the answer, ask how far it is',
    method: 'POST',
    paths: ['/api/v1/classes/:id/students/import'],
    access: 'staff',
    ids: { id: 'class_not_found' },
    file: importFile,
    query: z.strictObject({
      ...importOptions,
      /** Take students out of other classes of the course. */
      move: flag.default(true),
      /** Make the accounts that there are not. */
      createMissing: flag.default(false),
      /** Send those whose accounts are made a link to set a password. */
      invite: flag.default(false),
      /** Which column is what, where the guess is wrong: a JSON object such as `{"email": "Mail (private)"}`, by title or number from 1. */
      columns: jsonText(2_000, rosterImportColumns).optional(),
    }),
    status: 202,
    data: rosterImport,
    errors: [...asTeacher, 'class_archived', 'file_unreadable'],
  }),

  getRosterImport: route({
    ...oneImport,
    summary: 'How far an import of students is',
    paths: ['/api/v1/classes/:id/students/imports/:importId'],
    data: rosterImport,
  }),

  listRosterImportRows: route({
    ...oneImport,
    summary: 'What became of each row of an import of students, in the order of the file',
    paths: ['/api/v1/classes/:id/students/imports/:importId/rows'],
    query: importRowsQuery(rosterImportResult),
    data: z.object({ items: z.array(rosterImportRow), nextCursor: z.string().nullable() }),
  }),
});

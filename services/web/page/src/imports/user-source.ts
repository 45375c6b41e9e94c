import { routes, userImportResult } from '@rollcall/contracts';
import { call } from '../api/call.ts';
import { userFields, userNeeds } from './fields.ts';
import { textOf } from './roster-source.ts';
import type { ImportSource } from './source.ts';

/** Accounts of the institution. */
export const userSource: ImportSource = {
  kind: 'users',
  place: 'users',
  fields: userFields,
  needs: userNeeds,
  options: ['role', 'invite'],
  hasStudentNumber: false,
  example: [
    ['E-mail', 'Name', 'Role', 'Student number'],
    ['ada.kim@university.example', 'Ada Kim', 'student', '4711'],
    ['grace.hopper@university.example', 'Grace Hopper', 'teacher', ''],
  ],
  send: (file, { dryRun, skipInvalid, options, columns }) =>
    call(routes.importUsers, {
      file,
      query: {
        dryRun: textOf(dryRun),
        skipInvalid: textOf(skipInvalid),
        invite: textOf(options.invite),
        role: options.role,
        ...(columns && { columns: JSON.stringify(columns) }),
      },
    }),
  get: (id, signal) => call(routes.getUserImport, { ids: { id } }, { signal }),
  rows: (id, { result: asked, ...page }, signal) => {
    const result = userImportResult.options.find((one) => one === asked);
    return call(routes.listUserImportRows, { ids: { id }, query: { ...page, ...(result && { result }) } }, { signal });
  },
};

import { routes } from '@rollcall/contracts';
import { call } from '../api/call.ts';
import { rosterFields, rosterNeeds } from './fields.ts';
import type { ImportSource, RowQuery } from './source.ts';

/** Students of a class. */
export function rosterSource(classId: string): ImportSource {
  const ids = { id: classId };
  return {
    kind: 'roster',
    place: classId,
    fields: rosterFields,
    needs: rosterNeeds,
    options: ['move', 'createMissing', 'invite'],
    hasStudentNumber: true,
    example: [
      ['E-mail', 'Student number', 'First name', 'Last name'],
      ['ada.kim@university.example', '4711', 'Ada', 'Kim'],
      ['ben.okoye@university.example', '4712', 'Ben', 'Okoye'],
    ],
    send: (file, { dryRun, skipInvalid, options: { move, createMissing, invite }, columns }) =>
      call(routes.importRoster, {
        ids,
        file,
        query: {
          dryRun: textOf(dryRun),
          skipInvalid: textOf(skipInvalid),
          move: textOf(move),
          createMissing: textOf(createMissing),
          invite: textOf(createMissing && invite),
          ...(columns && { columns: JSON.stringify(columns) }),
        },
      }),
    get: (importId, signal) => call(routes.getRosterImport, { ids: { ...ids, importId } }, { signal }),
    rows: (importId, { result, ...page }: RowQuery, signal) =>
      call(
        routes.listRosterImportRows,
        { ids: { ...ids, importId }, query: { ...page, ...(result && result !== 'exists' && { result }) } },
        { signal },
      ),
  };
}

export function textOf(isSo: boolean): 'true' | 'false' {
  return isSo ? 'true' : 'false';
}

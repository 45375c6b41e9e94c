import type { RosterImportRow } from '@rollcall/contracts';
import { presentImportRow } from '@rollcall/imports';
import type { RosterRow } from '../imports/roster-imports.ts';

export function presentRosterRow(row: RosterRow): RosterImportRow {
  return { ...presentImportRow(row), studentNumber: row.studentNumber, note: row.note ?? null };
}

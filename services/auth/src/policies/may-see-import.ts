import type { Caller } from '@rollcall/service-kit';
import type { UserImportDocument } from '../imports/user-imports.ts';

/** Every administrator sees all imports of the institution. */
export function maySeeImport(caller: Caller, { institutionId }: UserImportDocument): boolean {
  return caller.role === 'admin' && caller.institutionId === institutionId;
}

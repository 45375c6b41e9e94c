import { routes } from '@rollcall/contracts';
import { call } from '../api/call.ts';
import type { FoundPerson } from '../ui/person-field.tsx';

const MOST = 10;

export async function findStudents(search: string, signal: AbortSignal): Promise<readonly FoundPerson[]> {
  return (await call(routes.findStudents, { query: { search, limit: MOST } }, { signal })).items;
}

/** For administrators: nobody else can look teachers up. */
export async function findTeachers(search: string, signal: AbortSignal): Promise<readonly FoundPerson[]> {
  return (
    await call(routes.listUsers, { query: { search, role: 'teacher', disabled: 'false', limit: MOST } }, { signal })
  ).items;
}

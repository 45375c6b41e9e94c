import type { EnrolledStudent } from '@rollcall/contracts';
import { routes } from '@rollcall/contracts';
import { useQuery } from '@tanstack/react-query';
import { asksAll } from '../api/query.ts';
import type { Person } from './entries.ts';

/** Who is in a class seldom changes within an hour; whoever joins meanwhile brings a new list. */
const FRESH_MS = 60_000;

/** Everybody of a class by name. */
export function usePeople(classId: string) {
  const everybody = asksAll(routes.listEnrolled, { ids: { id: classId }, query: { limit: 1_000 } });
  return useQuery({ ...everybody, staleTime: FRESH_MS, select: toPeople });
}

function toPeople(enrolled: EnrolledStudent[]): Person[] {
  return enrolled.map(({ _id, name, studentNumber, email }) => ({
    studentId: _id,
    name,
    detail: studentNumber ?? email,
  }));
}

import type { RollcallError } from '@rollcall/client';
import { routes } from '@rollcall/contracts';
import { useQuery } from '@tanstack/react-query';
import { call } from '../api/call.ts';
import type { Person } from './entries.ts';

const PAGE_SIZE = 1_000;
/** Who is in a class seldom changes within an hour; whoever joins meanwhile brings a new list. */
const FRESH_MS = 60_000;

/** Everybody of a class by name. */
export function usePeople(classId: string) {
  return useQuery<Person[], RollcallError>({
    queryKey: [routes.listEnrolled.name, 'everybody', classId],
    queryFn: ({ signal }) => everybodyOf(classId, signal),
    staleTime: FRESH_MS,
  });
}

async function everybodyOf(classId: string, signal: AbortSignal): Promise<Person[]> {
  const people: Person[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const query = { limit: PAGE_SIZE, ...(cursor !== undefined && { cursor }) };
    const page = await call(routes.listEnrolled, { ids: { id: classId }, query }, { signal });
    for (const { _id, name, studentNumber, email } of page.items)
      people.push({ studentId: _id, name, detail: studentNumber ?? email });
    cursor = page.nextCursor;
  }
  return people;
}

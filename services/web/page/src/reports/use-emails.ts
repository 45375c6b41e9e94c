import { routes } from '@rollcall/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { asksPages } from '../api/query.ts';

/** The addresses of a class's students by their ids, as they come in; reports have names alone. */
export function useEmails(classId: string, isWanted: boolean): ReadonlyMap<string, string> {
  const { data, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery({
    ...asksPages(routes.listEnrolled, { ids: { id: classId }, query: { limit: 1000 } }),
    enabled: isWanted,
  });
  useEffect(() => {
    if (isWanted && hasNextPage && !isFetching) void fetchNextPage();
  }, [isWanted, hasNextPage, isFetching, fetchNextPage]);
  return useMemo(
    () => new Map(data?.pages.flatMap(({ items }) => items.map(({ _id, email }) => [_id, email] as const))),
    [data],
  );
}

/** A letter in the mail program of whoever follows it. */
export function mailTo(email: string, subject: string): string {
  return `mailto:${encodeURIComponent(email)}?subject=${encodeURIComponent(subject)}`;
}

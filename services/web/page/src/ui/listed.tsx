import type { ReactNode } from 'react';
import { More, type PagedQuery } from './more.tsx';
import { Failure, Skeleton } from './states.tsx';

interface ListedProps {
  query: {
    isPending: boolean;
    isError: boolean;
    error: Error | null;
    data: unknown;
    refetch: () => unknown;
  } & PagedQuery;
  isEmpty: boolean;
  /** What stands there then. */
  empty?: ReactNode;
  /** How high the place is held until the first page is there. */
  lines?: number;
  children: ReactNode;
}

/** A list that is asked for page by page: on its way, failed, empty, or what there is with a way to more of it. */
export function Listed({ query, isEmpty, empty, lines, children }: ListedProps) {
  if (query.isPending) return <Skeleton lines={lines} />;
  if (query.isError && query.data === undefined) return <Failure error={query.error} onRetry={() => query.refetch()} />;
  return (
    <>
      {isEmpty && !query.hasNextPage ? empty : children}
      <More query={query} />
    </>
  );
}

import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Failure, Skeleton } from './states.tsx';

interface LoadedProps<Data> {
  query: UseQueryResult<Data, Error>;
  /** How high the place is held until it is there. */
  lines?: number;
  children: (data: Data) => ReactNode;
}

/** What a query brought, or that it is on its way, or that it failed and can be tried again. Old data stay while new ones come. */
export function Loaded<Data>({ query, lines, children }: LoadedProps<Data>) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <Failure error={query.error} onRetry={() => query.refetch()} />;
  return <Skeleton lines={lines} />;
}

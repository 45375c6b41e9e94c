import type { RollcallError } from '@rollcall/client';
import { type InfiniteData, skipToken, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { ImportResult } from './results.ts';
import type { AnyImport, AnyRow, ImportSource } from './source.ts';

const AGAIN_MS = 700;
const PAGE = 200;

/** How far an import is, if there is one; asked again until it has come to its end. */
export function useImport(source: ImportSource, id: string | undefined) {
  return useQuery<AnyImport, RollcallError>({
    queryKey: ['import', source.place, id],
    queryFn: id === undefined ? skipToken : ({ signal }) => source.get(id, signal),
    refetchInterval: ({ state }) => (state.data && isOver(state.data) ? false : AGAIN_MS),
  });
}

export function isOver({ status }: AnyImport): boolean {
  return status !== 'queued' && status !== 'running';
}

interface RowPage {
  items: AnyRow[];
  nextCursor: string | null;
}

/** The rows of an import with a result, or all of them, page by page. */
export function useRows(source: ImportSource, { _id: id, finishedAt }: AnyImport, result: ImportResult | undefined) {
  return useInfiniteQuery<RowPage, RollcallError, InfiniteData<RowPage>, readonly unknown[], number>({
    queryKey: ['import rows', source.place, id, finishedAt, result],
    queryFn: ({ signal, pageParam }) =>
      source.rows(id, { limit: PAGE, ...(pageParam > 0 && { cursor: pageParam }), ...(result && { result }) }, signal),
    initialPageParam: 0,
    getNextPageParam: ({ nextCursor }) => (nextCursor === null ? undefined : Number(nextCursor)),
    // What has become of a row does not change any more.
    staleTime: Number.POSITIVE_INFINITY,
  });
}

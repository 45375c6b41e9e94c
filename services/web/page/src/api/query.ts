import { type CallArguments, type CallData, type CallInput, RollcallError, retryDelayMs } from '@rollcall/client';
import type { Route } from '@rollcall/contracts';
import { infiniteQueryOptions, QueryClient, queryOptions } from '@tanstack/react-query';
import { call } from './call.ts';

const FRESH_MS = 10_000;
const TRIES = 3;
const PAUSES = { baseMs: 1_000, maxMs: 10_000 };

/** What was asked, kept in memory for as long as somebody looks, and asked again when he comes back. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: FRESH_MS,
      retry: (failures, error) => failures < TRIES && isTemporary(error),
      retryDelay: (failures, error) =>
        retryDelayMs(failures + 1, error instanceof RollcallError ? error.retryAfterSeconds : undefined, PAUSES),
    },
    mutations: { retry: false },
  },
});

/** A question to a route, for `useQuery`: the key is the route's name and its input. */
export function asks<R extends Route>(route: R, input?: CallInput<R>) {
  return queryOptions<CallData<R>, RollcallError>({
    queryKey: [route.name, input ?? {}],
    queryFn: ({ signal }) => call(route, ...([input, { signal }] as CallArguments<R>)),
  });
}

interface Page {
  items: readonly unknown[];
  nextCursor: string | null;
}
type PageOf<R extends Route> = CallData<R> extends Page ? CallData<R> : never;

/** A list page by page, for `useInfiniteQuery`: `data.pages` are the answers, each with its `items`. */
export function asksPages<R extends Route>(route: R, input: ListInput<R>) {
  return infiniteQueryOptions({
    queryKey: [route.name, 'pages', input],
    queryFn: ({ signal, pageParam }) => askPage(route, input, pageParam, signal),
    initialPageParam: '',
    getNextPageParam: (page: PageOf<R>) => (page as Page).nextCursor ?? undefined,
  });
}

/** A list to its end, asked page by page: for what is searched and grouped here. */
export function asksAll<R extends Route>(route: R, input: ListInput<R>) {
  return queryOptions<ItemOf<R>[], RollcallError>({
    queryKey: [route.name, 'all', input],
    queryFn: async ({ signal }) => {
      const items: ItemOf<R>[] = [];
      let cursor: string | null = '';
      do {
        const page: Page = await askPage(route, input, cursor, signal);
        items.push(...(page.items as ItemOf<R>[]));
        cursor = page.nextCursor;
      } while (cursor);
      return items;
    },
  });
}

function askPage<R extends Route>(route: R, input: ListInput<R>, cursor: string, signal: AbortSignal) {
  const query = { ...(input as { query?: object }).query, ...(cursor && { cursor }) };
  return call(route, ...([{ ...input, query }, { signal }] as unknown as CallArguments<R>)) as Promise<PageOf<R>>;
}

type ListInput<R extends Route> = Omit<CallInput<R>, 'cursor'>;
type ItemOf<R extends Route> = CallData<R> extends { items: readonly (infer Item)[] } ? Item : never;

/** Whatever was asked of these routes is out of date. */
export function outdate(...routes: Route[]): Promise<void> {
  const names = new Set<unknown>(routes.map(({ name }) => name));
  return queryClient.invalidateQueries({ predicate: ({ queryKey: [name] }) => names.has(name) });
}

function isTemporary(error: Error): boolean {
  return error instanceof RollcallError && error.temporary;
}

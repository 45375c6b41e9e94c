import { type CallArguments, type CallData, type CallInput, RollcallError } from '@rollcall/client';
import type { Route } from '@rollcall/contracts';
import { infiniteQueryOptions, QueryClient, queryOptions } from '@tanstack/react-query';
import { call } from './call.ts';

const FRESH_MS = 10_000;
const TRIES = 3;
const LONGEST_PAUSE_MS = 10_000;

/** What was asked, kept in memory for as long as somebody looks, and asked again when he comes back. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: FRESH_MS,
      retry: (failures, error) => failures < TRIES && isTemporary(error),
      retryDelay: (failures, error) => Math.min(pauseMs(failures, error), LONGEST_PAUSE_MS),
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

/** A list page by page, for `useInfiniteQuery`: `data` is all items that were loaded. */
export function asksPages<R extends Route>(route: R, input: Omit<CallInput<R>, 'cursor'>) {
  return infiniteQueryOptions({
    queryKey: [route.name, 'pages', input],
    queryFn: async ({ signal, pageParam }) => {
      const query = { ...(input as { query?: object }).query, ...(pageParam && { cursor: pageParam }) };
      const rest = [{ ...input, query }, { signal }] as unknown as CallArguments<R>;
      return (await call(route, ...rest)) as PageOf<R>;
    },
    initialPageParam: '',
    getNextPageParam: (page: PageOf<R>) => (page as Page).nextCursor ?? undefined,
  });
}

/** A list to its end, asked page by page: for what is searched and grouped here. */
export function asksAll<R extends Route>(route: R, input: Omit<CallInput<R>, 'cursor'>) {
  return queryOptions<ItemOf<R>[], RollcallError>({
    queryKey: [route.name, 'all', input],
    queryFn: async ({ signal }) => {
      const items: ItemOf<R>[] = [];
      let cursor: string | null | undefined;
      do {
        const query = { ...(input as { query?: object }).query, ...(cursor && { cursor }) };
        const rest = [{ ...input, query }, { signal }] as unknown as CallArguments<R>;
        const page = (await call(route, ...rest)) as Page;
        items.push(...(page.items as ItemOf<R>[]));
        cursor = page.nextCursor;
      } while (cursor);
      return items;
    },
  });
}

type ItemOf<R extends Route> = CallData<R> extends { items: readonly (infer Item)[] } ? Item : never;

/** Whatever was asked of these routes is out of date. */
export function outdate(...routes: Route[]): Promise<void> {
  const names = new Set<unknown>(routes.map(({ name }) => name));
  return queryClient.invalidateQueries({ predicate: ({ queryKey: [name] }) => names.has(name) });
}

function isTemporary(error: Error): boolean {
  return error instanceof RollcallError && error.temporary;
}

function pauseMs(failures: number, error: Error): number {
  const asked = error instanceof RollcallError ? (error.retryAfterSeconds ?? 0) * 1000 : 0;
  return asked + Math.random() * 1000 * 2 ** failures;
}

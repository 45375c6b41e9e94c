import type { Route } from '@rollcall/contracts';

/** The parts of a call before its route's types are known. */
export interface LooseInput {
  ids?: Record<string, string> | undefined;
  body?: unknown;
  query?: Record<string, unknown> | undefined;
}

/** The address of a call: the route's preferred path with its ids, and the query without what is undefined. */
export function addressOf(origin: string, route: Route, { ids = {}, query = {} }: LooseInput): URL {
  const path = route.paths[0].replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(ids[name] ?? ''));
  const url = new URL(path, origin);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  return url;
}

/** The method, headers and body that `fetch` needs. */
export function requestOf(route: Route, { body }: LooseInput, token: string | undefined) {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (token !== undefined) headers.authorization = `Bearer ${token}`;
  if (body === undefined) return { method: route.method, headers };
  headers['content-type'] = 'application/json';
  return { method: route.method, headers, body: JSON.stringify(body) };
}

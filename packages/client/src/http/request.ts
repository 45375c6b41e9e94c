import { BROWSER_CLIENT, CLIENT_HEADER, type Route } from '@rollcall/contracts';

/** What a route with `file` takes: the content, and its media type. */
export interface FileInput {
  bytes: Blob | Uint8Array<ArrayBuffer>;
  type: string;
}

/** The parts of a call before its route's types are known. */
export interface LooseInput {
  ids?: Record<string, string> | undefined;
  body?: unknown;
  query?: Record<string, unknown> | undefined;
  file?: FileInput | undefined;
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

/** Who calls: the access token, and whether long-lived tokens travel in cookies. */
export interface Sender {
  token: string | undefined;
  isPage: boolean;
}

/** The method, headers and body that `fetch` needs. */
export function requestOf(route: Route, input: LooseInput, sender: Sender) {
  const cookies = sender.isPage && route.cookies;
  return { ...contentOf(route, input, sender), ...(cookies && { credentials: 'include' as const }) };
}

function contentOf(route: Route, { body, file }: LooseInput, { token, isPage }: Sender) {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (isPage && route.cookies) headers[CLIENT_HEADER] = BROWSER_CLIENT;
  if (token !== undefined) headers.authorization = `Bearer ${token}`;
  if (file) {
    headers['content-type'] = file.type;
    return { method: route.method, headers, body: file.bytes };
  }
  if (body === undefined) return { method: route.method, headers };
  headers['content-type'] = 'application/json';
  return { method: route.method, headers, body: JSON.stringify(body) };
}

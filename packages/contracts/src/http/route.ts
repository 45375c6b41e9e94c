import { z } from 'zod';
import type { ErrorCode } from '../errors.ts';
import type { ServiceName } from '../paths.ts';
import type { Role } from '../values.ts';

/** Who may call a route: anybody, anybody with a valid access token, one role, or `staff`: teachers and administrators. */
export type Access = 'public' | 'any' | 'staff' | Role;

/** The error for somebody whose role is another one, undefined for who may call. */
export function roleRefusal(access: Access, role: Role): ErrorCode | undefined {
  if (access === 'public' || access === 'any' || access === role) return undefined;
  if (access !== 'staff') return `${access}_required`;
  return role === 'student' ? 'teacher_required' : undefined;
}

/** What a route takes whose body is one file: its size in bytes, and its media types in lower case, without parameters. */
export interface FileRule {
  maxBytes: number;
  types: readonly [string, ...string[]];
}

/** A file as an answer, offered for saving under its name. */
export interface Download {
  /** One of the media types of the route's `produces`; parameters may follow. */
  type: string;
  /** Default: the browser's choice. */
  fileName?: string;
  /** Whole, or in pieces that are made while it is sent. */
  content: Uint8Array | string | AsyncIterable<Uint8Array | string>;
}

/** The `data` of a route with `produces`. */
export const download = z.custom<Download>();

/** What a parameter of a path must look like: a plain id, or text of a pattern (in lower case); the error for every other. */
export type IdRule = ErrorCode | { notFound: ErrorCode; pattern: RegExp };

/**
 * One HTTP route. `paths` are all names that it answers to, in Express' syntax, the preferred one first. `ids` names
 * the parameters of the path that are ids, with the error for an impossible or unknown one. A `classic` route ignores
 * unknown keys of its body; a `bare` one answers `data` without the `{success, data}` around it. A route with `cookies` may
 * read and set them for pages that say what they are (CLIENT_HEADER), nobody else. The body of a route with `file` is
 * that file as it is, named by Content-Type. One with `produces`, media types, answers a file (its `data` is `download`) and
 * failures as ever. `cacheSeconds` is how long anybody may keep a success; 0 is `no-store`.
 */
export interface Route<
  Body extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Data extends z.ZodType = z.ZodType,
  Param extends string = string,
  File extends FileRule | undefined = FileRule | undefined,
> {
  name: string;
  service: ServiceName;
  summary: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  paths: readonly [string, ...string[]];
  access: Access;
  ids: Record<Param, IdRule>;
  body: Body;
  query: Query;
  status: 200 | 201 | 202;
  data: Data;
  errors: readonly ErrorCode[];
  classic: boolean;
  bare: boolean;
  cookies: boolean;
  file: File;
  produces: readonly string[];
  cacheSeconds: number;
}

export const nothing = z
  .strictObject({})
  .or(z.undefined())
  .transform(() => ({}));
type Nothing = typeof nothing;

/** The query of a route that has none: whatever stands there is not read (clients add parameters of their own). */
const unread = z.unknown().transform(() => ({}));

type RouteInput<
  B extends z.ZodType,
  Q extends z.ZodType,
  D extends z.ZodType,
  P extends string,
  F extends FileRule | undefined,
> = Pick<Route<B, Q, D, P, F>, 'summary' | 'method' | 'paths' | 'access' | 'data'> &
  Partial<Omit<Route<B, Q, D, P, F>, 'name' | 'service'>>;

/**
 * Declares a route; what is not said is: no ids, no body, no query, no cookies, status 200, the standard errors alone, not to be kept. Name and service
 * come with {@link defineRoutes}.
 */
export function route<
  D extends z.ZodType,
  B extends z.ZodType = Nothing,
  Q extends z.ZodType = Nothing,
  P extends string = never,
  F extends FileRule | undefined = undefined,
>(input: RouteInput<B, Q, D, P, F>): Route<B, Q, D, P, F> {
  return {
    name: '',
    service: 'web',
    ids: {} as Record<P, IdRule>,
    body: nothing as unknown as B,
    query: unread as unknown as Q,
    status: 200,
    errors: [],
    classic: false,
    bare: false,
    cookies: false,
    file: undefined as F,
    produces: [],
    cacheSeconds: 0,
    ...input,
  };
}

/** Names the routes of one service after their keys. */
export function defineRoutes<Routes extends object>(service: ServiceName, routes: Routes): Routes {
  const named = Object.entries(routes).map(([name, definition]) => [name, { ...definition, name, service }]);
  return Object.fromEntries(named) as Routes;
}

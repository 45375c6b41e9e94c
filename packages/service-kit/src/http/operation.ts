import type { FileRule, Route } from '@rollcall/contracts';
import type { z } from 'zod';
import type { Caller } from '../tokens/claims.ts';
import type { Trace } from '../trace.ts';
import type { CookieJar } from './cookies.ts';

/** What a handler gets: everything checked, nothing of Express. */
export interface Input<Body, Query, Param extends string, Who, File = undefined> {
  body: Body;
  query: Query;
  /** The ids of the path, in lower case. */
  ids: Record<Param, string>;
  /** The file that a route with `file` takes, undefined for the others. */
  file: File;
  caller: Who;
  trace: Trace;
  /** The client's address and agent, for throttles and evidence. */
  client: { address: string; userAgent: string | undefined };
  /**
   * Only for a route with `cookies`, and only when the request says that a page sends it (`X-Rollcall-Client: browser`):
   * the origin of that page is allowed then. Undefined for API clients, whatever cookies they send.
   */
  cookies: CookieJar | undefined;
}

/** A file as it was sent: never empty, not larger than its route allows. */
export interface UploadedFile {
  bytes: Buffer;
  /** One of the route's media types. */
  type: string;
}

/** A route of the contracts with its handler. */
export interface Operation<Context> {
  route: Route;
  handle(
    context: Context,
    input: Input<unknown, unknown, string, Caller | undefined, UploadedFile | undefined>,
  ): Promise<unknown>;
}

/** Binds a handler to a route. Routes for everybody have no `caller`. */
export function operation<
  Context,
  Body extends z.ZodType,
  Query extends z.ZodType,
  Data extends z.ZodType,
  Param extends string,
  File extends FileRule | undefined,
>(
  route: Route<Body, Query, Data, Param, File>,
  handle: (
    context: Context,
    input: Input<z.output<Body>, z.output<Query>, Param, Caller, File extends FileRule ? UploadedFile : undefined>,
  ) => Promise<z.input<Data>>,
): Operation<Context> {
  return { route: route as unknown as Route, handle: handle as unknown as Operation<Context>['handle'] };
}

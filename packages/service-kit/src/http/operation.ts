import type { Access, ErrorCode, Role, Route } from '@rollcall/contracts';
import express, { type Request, type RequestHandler, type Response } from 'express';
import type { z } from 'zod';
import { AppError } from '../app-error.ts';
import type { Caller } from '../tokens/claims.ts';
import type { TokenVerifier } from '../tokens/verifier.ts';
import type { Trace } from '../trace.ts';

const BODY_LIMIT = '100kb';
const ID = /^[0-9a-f]{24}$/i;

/** What a handler gets: everything checked, nothing of Express. */
export interface Input<Body, Query, Param extends string, Who> {
  body: Body;
  query: Query;
  /** The ids of the path, in lower case. */
  ids: Record<Param, string>;
  caller: Who;
  trace: Trace;
  /** The client's address and agent, for throttles and evidence. */
  client: { address: string; userAgent: string | undefined };
}

/** A route of the contracts with its handler. */
export interface Operation<Context> {
  route: Route;
  handle(context: Context, input: Input<unknown, unknown, string, Caller | undefined>): Promise<unknown>;
}

/** Binds a handler to a route. Routes for everybody have no `caller`. */
export function operation<
  Context,
  Body extends z.ZodType,
  Query extends z.ZodType,
  Data extends z.ZodType,
  Param extends string,
>(
  route: Route<Body, Query, Data, Param>,
  handle: (context: Context, input: Input<z.output<Body>, z.output<Query>, Param, Caller>) => Promise<z.input<Data>>,
): Operation<Context> {
  return { route: route as unknown as Route, handle: handle as unknown as Operation<Context>['handle'] };
}

const parseJson = express.json({ limit: BODY_LIMIT });

/** The Express handlers of an operation, in the contract's order of checks: token, role, body, thing, then the rest. */
export function handlersOf<Context>(
  { route, handle }: Operation<Context>,
  context: Context,
  verifier: TokenVerifier | undefined,
): RequestHandler[] {
  async function authenticate(request: Request, response: Response) {
    response.locals.route = route.name;
    if (route.access === 'public') return;
    if (!verifier) throw new Error(`${route.name} needs a token verifier`);
    const caller = await verifier.verify(readToken(request));
    requireRole(route.access, caller.role);
    response.locals.caller = caller;
  }

  async function run(request: Request, response: Response) {
    const caller: Caller | undefined = response.locals.caller;
    const body = parse(route.body, request.body);
    const ids = readIds(route.ids, request.params);
    const query = parse(route.query, request.query);
    const data = await handle(context, {
      body,
      query,
      ids,
      caller,
      trace: {
        requestId: response.locals.requestId,
        actor: caller ? { userId: caller.userId, role: caller.role } : null,
      },
      client: { address: request.ip ?? 'unknown', userAgent: request.get('user-agent')?.slice(0, 300) },
    });
    response.status(route.status).json(route.bare ? data : { success: true, data });
  }

  const authenticated: RequestHandler = (request, response, next) => {
    authenticate(request, response).then(() => next(), next);
  };
  return route.method === 'GET' ? [authenticated, run] : [authenticated, parseJson, run];
}

/** The access token of a request, with or without the word Bearer before it. */
export function readToken(request: { headers: { authorization?: string | undefined } }): string {
  return (request.headers.authorization ?? '').replace(/^bearer\s+/i, '').trim();
}

const roleErrors: Record<Role, ErrorCode> = {
  teacher: 'teacher_required',
  student: 'student_required',
  admin: 'admin_required',
};

function requireRole(access: Exclude<Access, 'public'>, role: Role): void {
  if (access !== 'any' && access !== role) throw new AppError(roleErrors[access]);
}

function parse(schema: z.ZodType, value: unknown): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const details = result.error.issues.slice(0, 20).map(({ path, message }) => ({ path: path.join('.'), message }));
  throw new AppError('invalid_request', { details });
}

function readIds(ids: Record<string, ErrorCode>, params: Request['params']): Record<string, string> {
  const read: Record<string, string> = {};
  for (const [name, notFound] of Object.entries(ids)) {
    const value = params[name];
    if (typeof value !== 'string' || !ID.test(value)) throw new AppError(notFound);
    read[name] = value.toLowerCase();
  }
  return read;
}

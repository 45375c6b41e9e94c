import type { IncomingMessage } from 'node:http';
import { BROWSER_CLIENT, CLIENT_HEADER, type Download, type Route, roleRefusal } from '@rollcall/contracts';
import express, { type Request, type RequestHandler, type Response } from 'express';
import type { z } from 'zod';
import { AppError } from '../app-error.ts';
import type { Caller } from '../tokens/claims.ts';
import type { TokenVerifier } from '../tokens/verifier.ts';
import { type CookieJar, createCookieJar } from './cookies.ts';
import type { Operation, UploadedFile } from './operation.ts';
import type { OriginCheck } from './origins.ts';
import type { RequestLimits } from './request-limits.ts';
import { sendDownload } from './send-download.ts';
import { sendJson } from './send-json.ts';
import type { Uploads } from './uploads.ts';

const BODY_LIMIT = '100kb';
const ID = /^[0-9a-f]{24}$/;

/** What the handlers of a process share. */
export interface HandlerParts<Context> {
  context: Context;
  verifier: TokenVerifier | undefined;
  limits: RequestLimits;
  uploads: Uploads;
  checkOrigin: OriginCheck;
  /** Whether cookies travel over https alone, also when a request seems to have come without it. */
  secureCookies: boolean;
}

const parseJson = express.json({ limit: BODY_LIMIT });

/** The Express handlers of an operation, in the contract's order of checks: page, token, role, body, thing, then the rest. */
export function handlersOf<Context>(
  { route, handle }: Operation<Context>,
  { context, verifier, limits, uploads, checkOrigin, secureCookies }: HandlerParts<Context>,
): RequestHandler[] {
  async function admit(request: Request, response: Response) {
    response.locals.route = route.name;
    if (route.cookies) response.locals.cookies = openCookies(request, response);
    if (route.access === 'public') return;
    if (!verifier) throw new Error(`${route.name} needs a token verifier`);
    const caller = await verifier.verify(readToken(request));
    limits.countUser(caller.userId, response);
    const refusal = roleRefusal(route.access, caller.role);
    if (refusal) throw new AppError(refusal);
    response.locals.caller = caller;
  }

  function openCookies(request: Request, response: Response): CookieJar | undefined {
    if (request.get(CLIENT_HEADER) !== BROWSER_CLIENT) return undefined;
    if (checkOrigin(request) !== 'allowed') throw new AppError('origin_refused');
    return createCookieJar(request.headers.cookie, response, { secure: secureCookies || request.secure });
  }

  async function run(request: Request, response: Response, file?: UploadedFile) {
    const caller: Caller | undefined = response.locals.caller;
    const body = parse(route.body, request.body);
    const ids = readIds(route.ids, request.params);
    const query = parse(route.query, request.query);
    const data = await handle(context, {
      body,
      query,
      ids,
      file,
      caller,
      trace: {
        requestId: response.locals.requestId,
        actor: caller ? { userId: caller.userId, role: caller.role } : null,
      },
      client: { address: response.locals.address, userAgent: request.headers['user-agent']?.slice(0, 300) },
      cookies: response.locals.cookies,
    });
    if (route.cacheSeconds > 0) response.locals.cacheControl = `public, max-age=${route.cacheSeconds}`;
    if (route.produces.length > 0) return sendDownload(response, route.status, data as Download);
    sendJson(response, route.status, route.bare ? data : { success: true, data });
  }

  const admitted: RequestHandler = (request, response, next) => {
    admit(request, response).then(() => next(), next);
  };
  if (route.method === 'GET') return [admitted, (request, response) => run(request, response)];
  const rule = route.file;
  if (!rule) return [admitted, parseJson, (request, response) => run(request, response)];
  return [admitted, (request, response) => uploads.take(request, rule, (file) => run(request, response, file))];
}

/** The access token of a request, with or without the word Bearer before it; of two headers neither counts. */
export function readToken({ headers, rawHeaders }: Pick<IncomingMessage, 'headers' | 'rawHeaders'>): string {
  let count = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) if (AUTHORIZATION.test(rawHeaders[at] ?? '')) count += 1;
  return count === 1 ? (headers.authorization ?? '').replace(/^bearer\s+/i, '').trim() : '';
}

const AUTHORIZATION = /^authorization$/i;

function parse(schema: z.ZodType, value: unknown): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const details = result.error.issues.slice(0, 20).map(({ path, message }) => ({ path: path.join('.'), message }));
  throw new AppError('invalid_request', { details });
}

function readIds(ids: Route['ids'], params: Request['params']): Record<string, string> {
  const read: Record<string, string> = {};
  for (const [name, rule] of Object.entries(ids)) {
    const { notFound, pattern } = typeof rule === 'string' ? { notFound: rule, pattern: ID } : rule;
    const value = params[name];
    const id = typeof value === 'string' ? value.toLowerCase() : '';
    if (!pattern.test(id)) throw new AppError(notFound);
    read[name] = id;
  }
  return read;
}

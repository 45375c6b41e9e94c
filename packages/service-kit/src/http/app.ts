import express, { type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import type { CommonEnv } from '../env.ts';
import type { Logger } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { TokenVerifier } from '../tokens/verifier.ts';
import { allowOrigins } from './cross-origin.ts';
import { errorMapper, notFound } from './errors.ts';
import { handlersOf } from './handlers.ts';
import type { Operation } from './operation.ts';
import { createOriginCheck } from './origins.ts';
import { requestIdOf } from './request-id.ts';
import { createRequestLimits } from './request-limits.ts';
import { createProxyTrust } from './trusted-proxies.ts';
import { createUploads } from './uploads.ts';

export type HttpSettings = Pick<
  CommonEnv,
  'NODE_ENV' | 'TRUST_PROXY' | 'CORS_ORIGINS' | 'REQUESTS_PER_SECOND_PER_ADDRESS' | 'REQUESTS_PER_SECOND_PER_USER'
>;

export interface AppParts<Context> {
  settings: HttpSettings;
  context: Context;
  log: Logger;
  metrics: Metrics;
  newRequestId: () => string;
  verifier?: TokenVerifier | undefined;
  operations: Operation<Context>[];
  /** Mounted before the routes: static files. */
  mount?: ((app: Express, context: Context) => void) | undefined;
}

/** The public HTTP application of a service. */
export function createApp<Context>(parts: AppParts<Context>): Express {
  const { settings, context, verifier } = parts;
  const limits = createRequestLimits(settings);
  const app = express();
  app.disable('etag').disable('x-powered-by');
  app.set('trust proxy', createProxyTrust(settings.TRUST_PROXY));
  app.set('query parser', 'simple').enable('case sensitive routing');
  // CORS comes first, so that pages of other origins can read the refusals of what follows.
  app.use(observe(parts), keepNothing, allowOrigins(settings.CORS_ORIGINS), limits.byAddress, helmet());
  parts.mount?.(app, context);
  const shared = {
    context,
    verifier,
    limits,
    uploads: createUploads(),
    checkOrigin: createOriginCheck(settings),
    secureCookies: settings.NODE_ENV === 'production',
  };
  for (const one of parts.operations) {
    const verb = one.route.method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete';
    for (const path of one.route.paths) app[verb](path, ...handlersOf(one, shared));
  }
  app.use(notFound);
  app.use(errorMapper(parts.log));
  return app;
}

/** Gives the request its id, and writes its line of log and its metrics when the answer is out. Never the query string. */
function observe<Context>({ log, metrics, newRequestId }: AppParts<Context>): RequestHandler {
  return (request, response, next) => {
    const startedAt = process.hrtime.bigint();
    const requestId = requestIdOf(request.get('x-request-id'), newRequestId);
    response.locals.requestId = requestId;
    response.set('X-Request-Id', requestId);
    response.once('close', () => {
      const seconds = Number(process.hrtime.bigint() - startedAt) / 1e9;
      const route = response.locals.route ?? 'unknown';
      const status = response.writableFinished ? response.statusCode : 499;
      metrics.httpSeconds.observe({ route, method: request.method, status: String(status) }, seconds);
      log.info({ requestId, method: request.method, route, status, ms: Math.round(seconds * 1e4) / 10 }, 'request');
    });
    next();
  };
}

/** What is answered is for who asked, now; routes and pages that may be kept say so themselves. */
const keepNothing: RequestHandler = (_request, response, next) => {
  response.setHeader('Cache-Control', 'no-store');
  next();
};

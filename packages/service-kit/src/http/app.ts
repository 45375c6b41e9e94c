import express, { type Express, type RequestHandler } from 'express';
import type { CommonEnv } from '../env.ts';
import type { Logger } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { TokenVerifier } from '../tokens/verifier.ts';
import { setAnswerHeaders } from './answer-headers.ts';
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
  app.use(observe(parts), allowOrigins(settings.CORS_ORIGINS), limits.byAddress);
  if (parts.mount) {
    app.use(setHeaders);
    parts.mount(app, context);
  }
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
  // Nothing in these lines is a secret: looking for one in each would cost half as much as the line.
  const lines = log.child({}, { redact: [] });
  return (request, response, next) => {
    const startedAtMs = performance.now();
    const requestId = requestIdOf(request.headers['x-request-id'], newRequestId);
    response.locals.requestId = requestId;
    response.once('close', () => {
      const elapsedMs = performance.now() - startedAtMs;
      const { method } = request;
      const route = response.locals.route ?? 'unknown';
      const status = response.writableFinished ? response.statusCode : 499;
      metrics.observeRequest(route, method, status, elapsedMs / 1000);
      lines.info({ requestId, method, route, status, ms: Math.round(elapsedMs * 10) / 10 }, 'request');
    });
    next();
  };
}

const setHeaders: RequestHandler = (_request, response, next) => {
  setAnswerHeaders(response);
  next();
};

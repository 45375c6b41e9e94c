import express, { type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import type { Logger } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { createLocalLimiter } from '../rate-limit.ts';
import type { TokenVerifier } from '../tokens/verifier.ts';
import { errorMapper, notFound } from './errors.ts';
import { handlersOf, type Operation } from './operation.ts';
import { requestIdOf } from './request-id.ts';

export interface HttpSettings {
  TRUST_PROXY: string;
  REQUESTS_PER_SECOND_PER_ADDRESS: number;
}

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
  const app = express();
  app.disable('etag').disable('x-powered-by');
  app.set(
    'trust proxy',
    settings.TRUST_PROXY.split(',').map((part) => part.trim()),
  );
  app.set('query parser', 'simple').enable('case sensitive routing');
  app.use(observe(parts), limitByAddress(settings.REQUESTS_PER_SECOND_PER_ADDRESS), helmet());
  parts.mount?.(app, context);
  for (const one of parts.operations) {
    const verb = one.route.method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete';
    for (const path of one.route.paths) app[verb](path, ...handlersOf(one, context, verifier));
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

function limitByAddress(perSecond: number): RequestHandler {
  const limiter = createLocalLimiter({ name: 'address', points: perSecond, seconds: 1 });
  return (request, _response, next) => {
    limiter.consume(request.ip ?? 'unknown').then(() => next(), next);
  };
}

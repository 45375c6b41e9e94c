import { CLIENT_HEADER } from '@rollcall/contracts';
import cors from 'cors';
import type { RequestHandler } from 'express';
import { setAnswerHeaders } from './answer-headers.ts';

const PREFLIGHT_SECONDS = 600;

const rules = {
  credentials: true,
  allowedHeaders: ['Authorization', 'Content-Type', 'X-Request-Id', CLIENT_HEADER],
  exposedHeaders: [
    'X-Request-Id',
    'Retry-After',
    'RateLimit-Limit',
    'RateLimit-Remaining',
    'RateLimit-Reset',
    'RateLimit-Policy',
  ],
  maxAge: PREFLIGHT_SECONDS,
};

/** CORS (Fetch) for pages of the listed origins. To others nothing is said, and their preflight is an unknown method. */
export function allowOrigins(origins: readonly string[]): RequestHandler {
  if (origins.length === 0) return (_request, _response, next) => next();
  const allow = cors({ ...rules, origin: [...origins] });
  return (request, response, next) => {
    const { origin } = request.headers;
    if (origin !== undefined && origins.includes(origin)) {
      if (request.method === 'OPTIONS') {
        response.locals.route = 'preflight';
        setAnswerHeaders(response);
      }
      return allow(request, response, next);
    }
    response.vary('Origin');
    next();
  };
}

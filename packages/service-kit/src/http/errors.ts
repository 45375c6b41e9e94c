import type { ErrorCode } from '@rollcall/contracts';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import { AppError, toAppError } from '../app-error.ts';
import type { Logger } from '../log.ts';
import { sendJson } from './send-json.ts';

/** Unknown addresses and methods. */
export const notFound: RequestHandler = () => {
  throw new AppError('route_not_found');
};

/** The one mapper from errors to HTTP answers. */
export function errorMapper(log: Logger): ErrorRequestHandler {
  return (thrown, _request, response, _next) => {
    const error = fromHttpLibrary(thrown) ?? toAppError(thrown);
    const { requestId } = response.locals;
    if (error.status >= 500)
      log[error.code === 'internal' ? 'error' : 'warn']({ err: error.cause, requestId }, error.code);
    if (response.headersSent) return void response.destroy();
    if (error.retryAfterSeconds !== undefined) response.set('Retry-After', String(error.retryAfterSeconds));
    sendJson(response, error.status, failureBody(error, requestId));
  };
}

/** The body of a failed answer. */
export function failureBody(error: AppError, requestId: string) {
  const { code, message, details, receipt } = error;
  return { success: false, error: message, code, requestId, ...(receipt && { receipt }), ...(details && { details }) };
}

const byStatus: Record<number, ErrorCode> = {
  400: 'invalid_request',
  408: 'request_timeout',
  413: 'payload_too_large',
  415: 'unsupported_encoding',
};

// The body parser marks what it throws as fit to be told (http-errors), whether its own or zlib's; the router's is an URIError.
function fromHttpLibrary(thrown: unknown): AppError | undefined {
  if (!(thrown instanceof Error) || thrown instanceof AppError) return undefined;
  if (thrown instanceof URIError) return new AppError('route_not_found');
  const { status, expose } = thrown as { status?: unknown; expose?: unknown };
  const code = expose === true && typeof status === 'number' ? byStatus[status] : undefined;
  return code && new AppError(code);
}

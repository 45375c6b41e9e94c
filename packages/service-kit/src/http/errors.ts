import type { ErrorCode } from '@rollcall/contracts';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import { AppError, toAppError } from '../app-error.ts';
import type { Logger } from '../log.ts';

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
    response.status(error.status).json(failureBody(error, requestId));
  };
}

/** The body of a failed answer. */
export function failureBody(error: AppError, requestId: string) {
  const { code, message, details } = error;
  return { success: false, error: message, code, requestId, ...(details && { details }) };
}

const byStatus: Record<number, ErrorCode> = {
  400: 'invalid_request',
  408: 'request_timeout',
  413: 'payload_too_large',
  415: 'unsupported_encoding',
};

// The body parser and the router say what is wrong with a request by `status`.
function fromHttpLibrary(thrown: unknown): AppError | undefined {
  if (!(thrown instanceof Error) || thrown instanceof AppError) return undefined;
  if (thrown instanceof URIError) return new AppError('route_not_found');
  const { status, type } = thrown as { status?: unknown; type?: unknown };
  const fromLibrary = typeof type === 'string' || thrown instanceof SyntaxError;
  const code = fromLibrary && typeof status === 'number' ? byStatus[status] : undefined;
  return code && new AppError(code);
}

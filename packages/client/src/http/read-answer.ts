import { failure, type Route, success } from '@rollcall/contracts';
import { z } from 'zod';
import { RollcallError } from '../rollcall-error.ts';

const anySuccess = success(z.unknown());

/** The data of a successful answer; throws {@link RollcallError} for any other. */
export async function readAnswer(route: Route, response: Response): Promise<unknown> {
  const body = parseJson(await response.text());
  if (!response.ok) throw readFailure(response, body);
  const answer = route.data.safeParse(route.bare ? body : anySuccess.safeParse(body).data?.data);
  if (!answer.success) throw unexpected(response, answer.error);
  return answer.data;
}

/** A file that a route answered. */
export interface DownloadedFile {
  content: Blob;
  /** As the server names it, undefined when it does not. */
  fileName: string | undefined;
}

/** The file of a successful answer; throws {@link RollcallError} for any other. */
export async function readDownload(_route: Route, response: Response): Promise<DownloadedFile> {
  if (!response.ok) throw readFailure(response, parseJson(await response.text()));
  const [, encoded] = /filename\*=UTF-8''([^;]+)/i.exec(response.headers.get('content-disposition') ?? '') ?? [];
  return { content: await response.blob(), fileName: encoded === undefined ? undefined : decodeURIComponent(encoded) };
}

function readFailure(response: Response, body: unknown): RollcallError {
  const { status } = response;
  const retryAfterSeconds = readRetryAfter(response.headers.get('retry-after'), Date.now());
  const answer = failure.safeParse(body);
  if (answer.success) {
    const { code, error: message, requestId, details, receipt } = answer.data;
    return new RollcallError({ status, code, message, requestId, retryAfterSeconds, details, receipt });
  }
  // A proxy answers in place of a service that is starting, moving or gone.
  if ([502, 503, 504].includes(status)) return new RollcallError({ status, code: 'try_again', retryAfterSeconds });
  return unexpected(response, answer.error);
}

/** Retry-After (RFC 9110, 10.2.3) in seconds: a number, or a date seen from `nowMs`. */
export function readRetryAfter(value: string | null, nowMs: number): number | undefined {
  if (value === null || value.trim() === '') return undefined;
  const seconds = /^\d+$/.test(value.trim()) ? Number(value) : (Date.parse(value) - nowMs) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}

function unexpected(response: Response, cause: unknown): RollcallError {
  const requestId = response.headers.get('x-request-id') ?? undefined;
  return new RollcallError({ status: response.status, code: 'unexpected_answer', requestId, cause });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

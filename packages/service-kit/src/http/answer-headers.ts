import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Response } from 'express';
import helmet from 'helmet';
import type { Standing } from '../rate-limit.ts';

/** What all answers say is gathered here and written in one go: one by one each is checked, kept and looked up again. */
interface Gathered {
  requestId?: string;
  standing?: Standing;
  /** Undefined: nobody may keep the answer. */
  cacheControl?: string;
  /** They are set already. */
  areSet?: boolean;
}

/** The headers of an answer that says nothing special, names and values in turn as `writeHead` takes them. */
export function answerHeaders({ locals }: Response): string[] {
  const { requestId, standing, cacheControl = 'no-store', areSet } = locals as Gathered;
  if (areSet) return [];
  const headers = [...security, 'Cache-Control', cacheControl];
  if (requestId !== undefined) headers.push('X-Request-Id', requestId);
  if (standing) {
    const { limit, remaining, resetSeconds } = standing;
    // The RateLimit fields of draft-ietf-httpapi-ratelimit-headers-06, the last that has a field for each number.
    headers.push('RateLimit-Limit', String(limit.points), 'RateLimit-Remaining', String(remaining));
    headers.push('RateLimit-Reset', String(resetSeconds), 'RateLimit-Policy', `${limit.points};w=${limit.seconds}`);
  }
  return headers;
}

/** Sets them for an answer that something else writes: a file, a preflight. */
export function setAnswerHeaders(response: Response): void {
  const headers = answerHeaders(response);
  for (let at = 0; at < headers.length; at += 2) response.setHeader(headers[at] ?? '', headers[at + 1] ?? '');
  response.locals.areSet = true;
}

/** Helmet's headers. They are the same for every answer, so helmet is asked once and not for each. */
const security = collect();

function collect(): string[] {
  const headers: string[] = [];
  const response = {
    setHeader: (name: string, value: string) => headers.push(name, value),
    removeHeader: () => undefined,
  };
  helmet()({} as IncomingMessage, response as unknown as ServerResponse, () => undefined);
  return headers;
}

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

/** The headers of an answer that is data, names and values in turn as `writeHead` takes them. */
export function dataHeaders(response: Response): string[] {
  return collect(response, securityOfData);
}

/** Those of a file for saving, which may be anything that somebody sent: a browser that shows it anyway runs nothing of it. */
export function downloadHeaders(response: Response): string[] {
  return collect(response, securityOfDownloads);
}

/** Sets the headers of an answer that something else writes: a page, a file, a preflight. */
export function setAnswerHeaders(response: Response): void {
  const headers = collect(response, securityOfPages);
  for (let at = 0; at < headers.length; at += 2) response.setHeader(headers[at] ?? '', headers[at + 1] ?? '');
  response.locals.areSet = true;
}

function collect({ locals }: Response, security: string[]): string[] {
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

/** Helmet's headers. They are the same for every answer, so helmet is asked once and not for each. */
const securityOfPages = ask(helmet());

/** Data is no page: nothing in it may load or run, and what says how a page is shown says nothing about it. */
const securityOfData = ask(withoutPages({ defaultSrc: ["'none'"], frameAncestors: ["'none'"] }));
const securityOfDownloads = ask(withoutPages({ defaultSrc: ["'none'"], frameAncestors: ["'none'"], sandbox: [] }));

function withoutPages(directives: Record<string, string[]>) {
  return helmet({
    contentSecurityPolicy: { useDefaults: false, directives },
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xFrameOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  });
}

function ask(middleware: ReturnType<typeof helmet>): string[] {
  const headers: string[] = [];
  const response = {
    setHeader: (name: string, value: string) => headers.push(name, value),
    removeHeader: () => undefined,
  };
  middleware({} as IncomingMessage, response as unknown as ServerResponse, () => undefined);
  return headers;
}

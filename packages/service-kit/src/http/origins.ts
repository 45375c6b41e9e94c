import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { createProxyTrust, type ProxyTrust, sentTo } from './trusted-proxies.ts';

/** Origins joined by commas: scheme, host, and the port where it is not the scheme's own. */
export const originList = z
  .string()
  .transform((list) => list.split(',').map((part) => part.trim()))
  .transform((parts) => parts.filter((part) => part !== ''))
  .pipe(z.array(z.string().superRefine(requireOrigin)));

function requireOrigin(text: string, { addIssue }: { addIssue(message: string): void }): void {
  const isOrigin = /^https?:[^*]+$/.test(text) && URL.parse(text)?.origin === text;
  if (isOrigin) return;
  if (text.includes('*')) addIssue('* would let every page act for its visitors: name each origin');
  else addIssue(`"${text}" is no origin: scheme, host and optional port, such as https://app.example, without a path`);
}

/**
 * Whether pages of `origin` (the header Origin, RFC 6454) may use what is served at `ownOrigin`: its own pages may, and those
 * of the origins that are listed. The opaque origin `null` never is.
 */
export function isAllowedOrigin(
  origin: string,
  { ownOrigin, allowed }: { ownOrigin: string | undefined; allowed: readonly string[] },
): boolean {
  return origin !== 'null' && (origin === ownOrigin || allowed.includes(origin));
}

/** `none`: there is no Origin, so it is no page of a browser that sends this. */
export type OriginCheck = (request: IncomingMessage) => 'none' | 'allowed' | 'refused';

/** Judges the Origin of requests and of WebSocket handshakes. */
export function createOriginCheck(settings: { TRUST_PROXY: string; CORS_ORIGINS: readonly string[] }): OriginCheck {
  const trust = createProxyTrust(settings.TRUST_PROXY);
  const allowed = settings.CORS_ORIGINS;
  return (request) => {
    const { origin } = request.headers;
    if (origin === undefined) return 'none';
    return isAllowedOrigin(origin, { ownOrigin: ownOriginOf(request, trust), allowed }) ? 'allowed' : 'refused';
  };
}

/** The origin that a request was sent to, as browsers write it. */
function ownOriginOf(request: IncomingMessage, trust: ProxyTrust): string | undefined {
  const { secure, host } = sentTo(request, trust);
  return URL.parse(`${secure ? 'https' : 'http'}://${host}`)?.origin;
}

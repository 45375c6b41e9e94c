import type { IncomingMessage } from 'node:http';
import proxyAddr from 'proxy-addr';
import { z } from 'zod';

/** Whether the peer at `address`, `hop` steps before us, is believed about who it speaks for. */
export type ProxyTrust = (address: string, hop: number) => boolean;

/** The addresses, subnets or names of ranges (`loopback`, `linklocal`, `uniquelocal`) of proxies, or `none`. */
export const proxyList = z.string().superRefine((list, { addIssue }) => {
  try {
    createProxyTrust(list);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    addIssue(`${problem}; give addresses, subnets, loopback, linklocal or uniquelocal, joined by commas, or none`);
  }
});

/** Express' own judgement of `trust proxy`, which sockets share. Throws a TypeError for a list that is none. */
export function createProxyTrust(list: string): ProxyTrust {
  const parts = list.trim() === 'none' ? [] : list.split(',').map((part) => part.trim());
  // proxy-addr would take 1, for Express a number of hops, for the address 0.0.0.1.
  const number = parts.find((part) => /^\d+$/.test(part));
  if (number) throw new TypeError(`invalid IP address: ${number}`);
  return proxyAddr.compile(parts);
}

/** The address of whoever sends a request, as trusted proxies tell it. */
export type AddressOf = (request: IncomingMessage) => string;

export function createAddressOf({ TRUST_PROXY }: { TRUST_PROXY: string }): AddressOf {
  const trust = createProxyTrust(TRUST_PROXY);
  return (request) => proxyAddr(request, trust) ?? 'unknown';
}

/** What a request was sent to, as its client sees it: a trusted proxy's word counts (X-Forwarded-Proto, -Host). */
export function sentTo({ socket, headers }: IncomingMessage, trust: ProxyTrust) {
  const forwarded = trust(socket.remoteAddress ?? '', 0) ? headers : {};
  const protocol = firstOf(forwarded['x-forwarded-proto']) ?? ('encrypted' in socket ? 'https' : 'http');
  return { secure: protocol === 'https', host: firstOf(forwarded['x-forwarded-host']) ?? headers.host };
}

function firstOf(header: string | string[] | undefined): string | undefined {
  return (
    String(header ?? '')
      .split(',', 1)[0]
      ?.trim() || undefined
  );
}

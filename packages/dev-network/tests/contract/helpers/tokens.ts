import { createHmac } from 'node:crypto';

export interface Claims extends Record<string, unknown> {
  userId: string;
  role: string;
  iat: number;
  exp: number;
}

export function headerOf(token: string): Record<string, unknown> {
  return decodePart(token.split('.')[0]);
}

export function claimsOf(token: string): Claims {
  return decodePart(token.split('.')[1]) as Claims;
}

export function encodePart(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

/** A token with this header and these claims: without a signature, or with an HMAC by `secret`. */
export function forge(header: object, claims: object, secret?: string): string {
  const signed = `${encodePart(header)}.${encodePart(claims)}`;
  const signature = secret === undefined ? '' : createHmac('sha256', secret).update(signed).digest('base64url');
  return `${signed}.${signature}`;
}

function decodePart(part = ''): Record<string, unknown> {
  return JSON.parse(Buffer.from(part, 'base64url').toString());
}

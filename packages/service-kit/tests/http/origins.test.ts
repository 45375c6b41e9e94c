import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';
import { createOriginCheck, isAllowedOrigin } from '../../src/http/origins.ts';

test.each([
  ['https://rollcall.example', true],
  ['https://app.example', true],
  ['http://rollcall.example', false],
  ['https://rollcall.example:8443', false],
  ['https://rollcall.example.evil.example', false],
  ['https://evil.example', false],
  ['null', false],
  ['', false],
  ['https://rollcall.example, https://evil.example', false],
])('pages of "%s" are allowed: %s', (origin, allowed) => {
  const from = { ownOrigin: 'https://rollcall.example', allowed: ['https://app.example'] };
  expect(isAllowedOrigin(origin, from)).toBe(allowed);
  expect(isAllowedOrigin(origin, { ownOrigin: undefined, allowed: [] })).toBe(false);
});

test('the opaque origin is refused even where the own one is unknown or listed', () => {
  expect(isAllowedOrigin('null', { ownOrigin: 'null', allowed: ['null'] })).toBe(false);
});

describe('the own origin', () => {
  const check = (headers: Record<string, string>, { trust = 'loopback', peer = '127.0.0.1' } = {}) =>
    createOriginCheck({ TRUST_PROXY: trust, CORS_ORIGINS: [] })({
      headers: { host: 'inside:8080', ...headers },
      socket: { remoteAddress: peer },
    } as unknown as IncomingMessage);
  const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'Rollcall.example:443, inside' };

  test('is what a trusted proxy says, in the words of a browser', () => {
    expect(check({ origin: 'https://rollcall.example', ...forwarded })).toBe('allowed');
    expect(check({ origin: 'http://inside:8080', ...forwarded })).toBe('refused');
  });

  test('is that of Host when nobody else says it, or nobody who is trusted', () => {
    expect(check({ origin: 'http://inside:8080' })).toBe('allowed');
    for (const untrusted of [{ peer: '192.0.2.1' }, { trust: 'none' }, { trust: '10.0.0.0/8' }]) {
      expect(check({ origin: 'http://inside:8080', ...forwarded }, untrusted)).toBe('allowed');
      expect(check({ origin: 'https://rollcall.example', ...forwarded }, untrusted)).toBe('refused');
    }
  });

  test('is not asked for without an Origin, and is nobody’s when Host makes no sense', () => {
    expect(check({})).toBe('none');
    expect(check({ origin: 'http://', host: '' })).toBe('refused');
    expect(check({ origin: 'null', host: '[' })).toBe('refused');
  });
});

import { request } from 'node:http';
import { serviceOf } from '@rollcall/contracts';
import { describe, expect, it } from 'vitest';
import { startWeb } from './helpers.ts';

const { addresses, get } = startWeb();

describe('pages', () => {
  it.each([
    ['/', '/app'],
    ['/redoc', '/docs'],
  ])('302 from %s to %s', async (from, to) => {
    const response = await get(from);
    expect([response.status, response.headers.get('location')]).toEqual([302, to]);
  });

  it.each(['/app', '/app/set-password', '/s', '/docs', '/docs/sockets'])(
    '200 for %s: a page with everything it asks for',
    async (path) => {
      const response = await get(path);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
      for (const address of await addressesIn(await response.text())) {
        const asset = await get(address);
        expect([address, asset.status]).toEqual([address, 200]);
        expect(asset.headers.get('x-content-type-options')).toBe('nosniff');
      }
    },
  );

  it('200 for the typeface, from this origin', async () => {
    const css = await (await get('/app/assets/inter/index.css')).text();
    const files = [...css.matchAll(/url\(\.\/(files\/[^)]+)\)/g)].map((match) => match[1]);
    expect(files.length).toBeGreaterThan(5);
    const font = await get(`/app/assets/inter/${files.at(-1)}`);
    expect([font.status, font.headers.get('content-type')]).toEqual([200, 'font/woff2']);
  });

  it('304 for a page that has not changed', async () => {
    const changed = (await get('/app')).headers.get('last-modified') ?? '';
    expect(await statusOf('/app', { 'if-modified-since': changed })).toBe(304);
  });

  it.each([
    '/',
    '/app',
    '/app/assets/base.css',
    '/s',
    '/docs',
    '/docs/openapi/auth.json',
    '/docs/sockets',
    '/docs/asyncapi.json',
    '/redoc',
    '/nowhere',
  ])('%s is sent here by the table of prefixes', (path) => expect(serviceOf(path)).toBe('web'));
});

describe('content security policy', () => {
  it.each(['/app', '/app/set-password', '/s', '/docs', '/docs/sockets'])(
    '%s runs scripts and styles of this origin alone, and sends no form',
    async (path) => {
      const policy = policyOf(await get(path));
      expect(policy).toMatchObject({
        'default-src': "'none'",
        'script-src': "'self'",
        'style-src': "'self'",
        'connect-src': "'self'",
        'form-action': "'none'",
        'frame-ancestors': "'none'",
        'base-uri': "'none'",
      });
      expect(policy).not.toHaveProperty('upgrade-insecure-requests');
    },
  );

  it.each(['/app', '/app/set-password', '/s', '/docs', '/docs/sockets'])(
    '%s has nothing inline that the policy would stop',
    async (path) => {
      const html = await (await get(path)).text();
      expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/);
    },
  );

  it('only the API docs may show images from data URLs', async () => {
    expect(policyOf(await get('/docs'))['img-src']).toBe("'self' data:");
    for (const path of ['/s', '/docs/sockets']) expect(policyOf(await get(path))['img-src']).toBe("'self'");
  });
});

describe('everything else', () => {
  it.each([
    ['GET', '/metrics'],
    ['GET', '/health'],
    ['GET', '/health/ready'],
    ['GET', '/menu'],
    ['GET', '/openapi.json'],
    ['GET', '/app/nowhere'],
    ['GET', '/app/assets/app.html'],
    ['GET', '/app/assets/tsconfig.json'],
    ['GET', '/app/assets/inter/package.json'],
    ['GET', '/docs/swagger/index.html'],
    ['GET', '/docs/swagger/package.json'],
    ['GET', '/docs/openapi/web.json'],
    ['GET', '/docs/sockets/nowhere'],
    ['GET', '/api/v1/nowhere'],
    ['GET', '/%E0%A4%A'],
    ['GET', '/app/assets/%E0%A4%A.css'],
    ['GET', '/app/assets/%00.css'],
    ['POST', '/app'],
    ['DELETE', '/s'],
    ['PUT', '/'],
  ])('404 route_not_found for %s %s, in JSON also for a browser', async (method, path) => {
    const response = await get(path, { method });
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toContain('application/json');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await response.json()).toEqual({
      success: false,
      error: 'There is nothing at this address',
      code: 'route_not_found',
      requestId: response.headers.get('x-request-id'),
    });
  });

  it.each(['/app/assets/../src/main.ts', '/app/assets/..%2fsrc%2fenv.js', '/docs/swagger/../../package.json'])(
    '404 for %s: no way out of the folders',
    async (path) => expect(await statusOf(path)).toBe(404),
  );

  it('200 on the management port alone for health and metrics', async () => {
    const ready = await fetch(`${addresses.managementUrl}/health/ready`);
    expect(await ready.json()).toEqual({ status: 'ok', dependencies: {} });
    expect((await fetch(`${addresses.managementUrl}/metrics`)).status).toBe(200);
  });
});

async function addressesIn(html: string): Promise<string[]> {
  const found = [...html.matchAll(/\s(?:src|href)="(\/[^"]*)"/g)].map((match) => String(match[1]));
  const styles = await Promise.all(found.filter((address) => address.endsWith('.css')).map(importsOf));
  return [...new Set([...found, ...styles.flat()])];
}

async function importsOf(address: string): Promise<string[]> {
  const css = await (await get(address)).text();
  return [...css.matchAll(/@import url\("([^"]+)"\)/g)].map(
    (match) => new URL(String(match[1]), `http://x${address}`).pathname,
  );
}

function policyOf(response: Response): Record<string, string> {
  const directives = (response.headers.get('content-security-policy') ?? '').split(';').map((part) => part.trim());
  return Object.fromEntries(directives.map((text) => [text.split(' ')[0], text.split(' ').slice(1).join(' ')]));
}

// fetch would resolve dots and ask past caches by itself.
function statusOf(path: string, headers: Record<string, string> = {}): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(addresses.url);
    request({ hostname, port, path, headers }, (response) => resolve(response.resume().statusCode))
      .on('error', reject)
      .end();
  });
}

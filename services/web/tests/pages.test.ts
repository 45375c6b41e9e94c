import { serviceOf } from '@rollcall/contracts';
import { describe, expect, it } from 'vitest';
import { startWeb } from './helpers.ts';

const { addresses, get, ask } = startWeb();

const ofTheApp = ['/app', '/app/', '/app/today', '/app/classes/65f0c0ffee65f0c0ffee65f0/roster', '/app/nowhere', '/s'];
const ofTheDocs = ['/docs', '/docs/sockets'];
const all = [...ofTheApp, ...ofTheDocs];

describe('pages', () => {
  it.each([
    ['/', '/app'],
    ['/redoc', '/docs'],
  ])('302 from %s to %s', async (from, to) => {
    const response = await get(from);
    expect([response.status, response.headers.get('location')]).toEqual([302, to]);
  });

  it.each(all)('200 for %s: a page with everything it asks for', async (path) => {
    const response = await get(path);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/html; ?charset=utf-8$/);
    expect(response.headers.get('cache-control')).toBe('no-cache');
    const wanted = await addressesIn(await response.text());
    expect(wanted.length).toBeGreaterThan(2);
    for (const address of wanted) {
      const asset = await get(address);
      expect([address, asset.status]).toEqual([address, 200]);
      expect(asset.headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  it('all below /app is one page, which reads the address itself; /s is another', async () => {
    const texts = await Promise.all(ofTheApp.map(async (path) => (await get(path)).text()));
    const scan = texts.pop();
    expect(new Set(texts).size).toBe(1);
    expect(texts).not.toContain(scan);
    expect(scan).toContain('<title>Scan · Rollcall</title>');
  });

  it.each(['/app', '/app/today', '/s'])('HEAD of %s is GET without the body', async (path) => {
    const [whole, head] = [await ask(path), await ask(path, {}, 'HEAD')];
    expect(head.body.byteLength).toBe(0);
    expect(stable(head.headers)).toEqual(stable(whole.headers));
  });

  it.each(['/app', '/s'])('304 for %s that has not changed, to be asked for again the next time', async (path) => {
    const { etag = '' } = (await ask(path)).headers;
    const again = await ask(path, { 'if-none-match': etag });
    expect([again.status, again.headers['cache-control'], again.body.byteLength]).toEqual([304, 'no-cache', 0]);
  });

  it('200 for the typeface of the docs, from this origin', async () => {
    const css = await (await get('/docs/assets/inter/index.css')).text();
    const files = [...css.matchAll(/url\(\.\/(files\/[^)]+)\)/g)].map((match) => match[1]);
    expect(files.length).toBeGreaterThan(5);
    const font = await get(`/docs/assets/inter/${files.at(-1)}`);
    expect([font.status, font.headers.get('content-type')]).toEqual([200, 'font/woff2']);
  });

  it.each([
    '/',
    '/app',
    '/app/sw.js',
    '/app/manifest.webmanifest',
    '/app/icon-192.png',
    '/app/assets/a.js',
    '/app/sessions/65f0c0ffee65f0c0ffee65f0/wall',
    '/s',
    '/docs',
    '/docs/openapi/auth.json',
    '/docs/sockets',
    '/docs/asyncapi.json',
    '/redoc',
    '/nowhere',
  ])('%s is sent here by the table of prefixes', (path) => expect(serviceOf(path)).toBe('web'));
});

describe('what a page may do', () => {
  const policy = (extra: string) =>
    `default-src 'none'; ${extra}; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

  it.each(ofTheApp)('%s: what comes from here, nothing inline, WebAssembly for the scanner', async (path) => {
    expect((await get(path)).headers.get('content-security-policy')).toBe(
      policy("script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob:"),
    );
  });

  it('/docs: what comes from here, and the images in the style sheet of Swagger UI', async () => {
    expect((await get('/docs')).headers.get('content-security-policy')).toBe(
      policy("script-src 'self'; style-src 'self'; img-src 'self' data:"),
    );
  });

  it.each(all)('%s has nothing inline that the policy would stop', async (path) => {
    const html = await (await get(path)).text();
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/);
  });

  it.each(all)('%s gets the camera, the place, the screen and what it copies, and no other device', async (path) => {
    const given = (await get(path)).headers.get('permissions-policy')?.split(', ') ?? [];
    expect(given.filter((one) => one.endsWith('=(self)')).sort()).toEqual(
      ['camera', 'clipboard-write', 'fullscreen', 'geolocation', 'screen-wake-lock'].map((name) => `${name}=(self)`),
    );
    expect(given).toEqual(expect.arrayContaining(['microphone=()', 'payment=()', 'usb=()', 'display-capture=()']));
    expect(given.filter((one) => !/^[\w-]+=\((self)?\)$/.test(one))).toEqual([]);
  });
});

describe('everything else', () => {
  it.each([
    ['GET', '/metrics'],
    ['GET', '/health'],
    ['GET', '/health/ready'],
    ['GET', '/menu'],
    ['GET', '/openapi.json'],
    ['GET', '/s/nowhere'],
    ['GET', '/apple'],
    ['GET', '/app/nowhere.js'],
    ['GET', '/app/assets'],
    ['GET', '/app/assets/'],
    ['GET', '/app/assets/nowhere'],
    ['GET', '/app/assets/nowhere-DzAZAcPD.js'],
    ['GET', '/app/assets/base.css'],
    ['GET', '/docs/assets/docs.html'],
    ['GET', '/docs/assets/inter/package.json'],
    ['GET', '/docs/swagger/index.html'],
    ['GET', '/docs/swagger/package.json'],
    ['GET', '/docs/openapi/web.json'],
    ['GET', '/docs/sockets/nowhere'],
    ['GET', '/api/v1/nowhere'],
    ['GET', '/%E0%A4%A'],
    ['GET', '/app/assets/%E0%A4%A.css'],
    ['GET', '/app/assets/%00.css'],
    ['POST', '/app'],
    ['POST', '/app/sw.js'],
    ['DELETE', '/s'],
    ['PUT', '/'],
  ])('404 route_not_found for %s %s, in JSON also for a browser', async (method, path) => {
    const response = await get(path, { method });
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toContain('application/json');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await response.json()).toEqual({
      success: false,
      error: 'There is nothing at this address',
      code: 'route_not_found',
      requestId: response.headers.get('x-request-id'),
    });
  });

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

function stable({ date: _, 'x-request-id': __, ...headers }: Record<string, unknown>) {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith('ratelimit-')));
}

import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { Logger } from '@rollcall/service-kit';
import express from 'express';
import { describe, expect, it } from 'vitest';
import { mountPages } from '../src/routes/pages.ts';
import { filesOf } from '../vite/files-of.ts';
import { keptFiles } from '../vite/kept.ts';
import { dist, readManifest, startWeb } from './helpers.ts';

const { get, ask } = startWeb();

const built = readdirSync(join(dist, 'assets')).filter((file) => !/\.(br|gz)$/.test(file));
const oneOf = (ending: string) => `assets/${built.find((file) => file.endsWith(ending))}`;
const script = oneOf('.js');
const font = oneOf('.woff2');
const forEver = 'public, max-age=31536000, immutable';

interface WebManifest {
  icons: { src: string; sizes: string; type: string; purpose?: string }[];
  shortcuts: { url: string }[];
}

describe('the files of the page', () => {
  it.each([
    [script, 'text/javascript', forEver],
    [oneOf('.css'), 'text/css', forEver],
    [font, 'font/woff2', forEver],
    ['icon.svg', 'image/svg+xml', 'no-cache'],
    ['icon-192.png', 'image/png', 'no-cache'],
    ['icon-512.png', 'image/png', 'no-cache'],
    ['icon-maskable-512.png', 'image/png', 'no-cache'],
    ['manifest.webmanifest', 'application/manifest+json', 'no-cache'],
    ['sw.js', 'text/javascript', 'no-cache'],
    ['index.html', 'text/html;charset=utf-8', 'no-cache'],
    ['scan.html', 'text/html;charset=utf-8', 'no-cache'],
  ])('200 for %s: %s, %s', async (file, type, cache) => {
    const { status, headers } = await ask(`/app/${file}`);
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([200, type, cache]);
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it('a text is sent as the browser can read it, and is the same text each time', async () => {
    const plain = readFileSync(join(dist, script));
    const decoders = { br: brotliDecompressSync, gzip: gunzipSync };
    for (const [accepted, encoding] of [
      ['gzip, deflate, br, zstd', 'br'],
      ['gzip', 'gzip'],
    ] as const) {
      const { headers, body } = await ask(`/app/${script}`, { 'accept-encoding': accepted });
      expect(headers).toMatchObject({ 'content-encoding': encoding, 'content-type': 'text/javascript' });
      expect(headers.vary).toContain('Accept-Encoding');
      expect(Number(headers['content-length'])).toBe(body.byteLength);
      expect(decoders[encoding](body)).toEqual(plain);
    }
    for (const accepted of ['identity', 'deflate', '']) {
      const { headers, body } = await ask(`/app/${script}`, { 'accept-encoding': accepted });
      expect([accepted, headers['content-encoding'], body.equals(plain)]).toEqual([accepted, undefined, true]);
      expect(headers.vary).toContain('Accept-Encoding');
    }
  });

  it('every text is there by Brotli and gzip, smaller than it is', () => {
    const texts = ['', 'assets/'].flatMap((folder) =>
      readdirSync(join(dist, folder))
        .filter((file) => /\.(js|css|svg|html|wasm|webmanifest)$/.test(file))
        .map((file) => join(dist, folder, file)),
    );
    expect(texts.length).toBeGreaterThan(20);
    expect(texts.filter((file) => !existsSync(`${file}.br`) || !existsSync(`${file}.gz`))).toEqual([]);
    for (const file of texts) expect(brotliDecompressSync(readFileSync(`${file}.br`))).toEqual(readFileSync(file));
  });

  it('what is compressed already has no encoding', async () => {
    const { headers, body } = await ask(`/app/${font}`, { 'accept-encoding': 'gzip, br' });
    expect(headers['content-encoding']).toBeUndefined();
    expect(body).toEqual(readFileSync(join(dist, font)));
  });

  it('304 for what has not changed, with the caching of the 200', async () => {
    for (const [file, cache] of [
      [script, forEver],
      ['sw.js', 'no-cache'],
    ]) {
      const { etag = '' } = (await ask(`/app/${file}`)).headers;
      const { status, headers } = await ask(`/app/${file}`, { 'if-none-match': etag });
      expect([status, headers['cache-control']]).toEqual([304, cache]);
    }
  });

  it('206 for a part of a file, 416 for one behind its end', async () => {
    const whole = readFileSync(join(dist, font));
    const part = await ask(`/app/${font}`, { range: 'bytes=10-19' });
    expect([part.status, part.headers['content-range']]).toEqual([206, `bytes 10-19/${whole.byteLength}`]);
    expect(part.body).toEqual(whole.subarray(10, 20));
    expect((await ask(`/app/${font}`, { range: `bytes=${whole.byteLength}-` })).status).toBe(416);
  });

  it('HEAD has the length and no body', async () => {
    const { status, headers, body } = await ask(`/app/${script}`, {}, 'HEAD');
    expect([status, body.byteLength]).toEqual([200, 0]);
    expect(Number(headers['content-length'])).toBe(readFileSync(join(dist, script)).byteLength);
  });

  it.each([
    '/app/assets/../src/main.ts',
    '/app/assets/../../package.json',
    '/app/assets/..%2f..%2fpackage.json',
    '/app/assets/%2e%2e/%2e%2e/package.json',
    '/app/assets/..%5c..%5cpackage.json',
    '/app/assets/%2e%2e%2findex.html',
    '/app/../package.json',
    '/app/%2e%2e/package.json',
    '/app//package.json',
    '/app//etc/passwd.js',
    `/app//${script}`,
    `/app/${script}%00.css`,
    `/app/${script}/`,
    `/app/${script}.br`,
    `/app/${script}.gz`,
    '/app/.built-from',
    '/app/.vite/manifest.json',
    '/docs/swagger/../../package.json',
  ])('404 for %s: no way out of the folders, no other names', async (path) => {
    const { status, headers } = await ask(path);
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([
      404,
      'application/json; charset=utf-8',
      'no-store',
    ]);
  });
});

describe('the installed page', () => {
  it('has a manifest whose icons are what it says', async () => {
    const manifest = (await (await get('/app/manifest.webmanifest')).json()) as WebManifest;
    expect(manifest).toMatchObject({ name: 'Rollcall', start_url: '/app', scope: '/', display: 'standalone' });
    expect(manifest.shortcuts.map(({ url }) => url)).toEqual(['/app/scan', '/app/today']);
    for (const { src, sizes, type } of manifest.icons) {
      const icon = await ask(src);
      expect([src, icon.status, icon.headers['content-type']]).toEqual([src, 200, type]);
      if (type === 'image/png') expect(`${icon.body.readUInt32BE(16)}x${icon.body.readUInt32BE(20)}`).toBe(sizes);
    }
    const sizes = manifest.icons.map((icon) => `${icon.sizes} ${icon.purpose}`);
    expect(sizes).toEqual(expect.arrayContaining(['192x192 undefined', '512x512 undefined', '512x512 maskable']));
  });

  it.each(['/app', '/s'])('%s names its manifest and its icons', async (path) => {
    const html = await (await get(path)).text();
    for (const rel of ['manifest', 'icon', 'apple-touch-icon']) expect(html).toContain(`<link rel="${rel}"`);
  });

  it('has a service worker that may look after /s too', async () => {
    expect((await ask('/app/sw.js')).headers['service-worker-allowed']).toBe('/');
    expect((await ask('/app/icon.svg')).headers['service-worker-allowed']).toBeUndefined();
  });

  it('keeps its own files alone, all that a student needs at once, and not more than 400 KB', () => {
    const kept = urlsIn(readFileSync(join(dist, 'sw.js'), 'utf8'));
    const manifest = readManifest();
    expect(kept.toSorted()).toEqual([...keptFiles(manifest)].toSorted());
    const needed = [
      'index.html',
      'scan.html',
      'src/scan/scan-page.tsx',
      'src/scan/scanner-page.tsx',
      'src/shell/shell.tsx',
      'src/student/today-page.tsx',
      'src/account/log-in-form.tsx',
      'src/words/de/scan.ts',
    ];
    expect(kept).toEqual(expect.arrayContaining([...filesOf(manifest, needed), 'index.html', 'scan.html']));
    expect(kept.filter((url) => !/^(assets\/[\w.-]+|[\w-]+\.(html|svg|webmanifest))$/.test(url))).toEqual([]);
    expect(kept.filter((url) => /wasm|chart|admin/.test(url))).toEqual([]);
    const bytes = kept.map((url) => sizeOf(join(dist, url))).reduce((sum, size) => sum + size);
    expect(bytes).toBeLessThan(400_000);
  });

  it('answers no address but those of the page', () => {
    const worker = readFileSync(join(dist, 'sw.js'), 'utf8');
    expect(worker).not.toMatch(/\/api\b|\/auth|socket\.io|\/ws\b|\/docs/);
  });
});

describe('before the page is built', () => {
  it('503 with the command that builds it, and what is built then is served at once', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rollcall-page-'));
    const said: string[] = [];
    const app = express();
    mountPages(app, { warn: (line: string) => said.push(line) } as unknown as Logger, folder);
    const server = app.listen(0, '127.0.0.1');
    try {
      await once(server, 'listening');
      const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      expect(said).toEqual([expect.stringContaining('npm run page')]);
      for (const path of ['/app', '/app/today', '/s']) {
        const response = await fetch(`${origin}${path}`);
        expect([path, response.status, response.headers.get('cache-control')]).toEqual([path, 503, 'no-store']);
        expect(await response.text()).toContain('npm run page');
      }
      expect((await fetch(`${origin}/app/sw.js`)).status).toBe(404);
      await writeFile(join(folder, 'index.html'), 'built');
      expect(await (await fetch(`${origin}/app/today`)).text()).toBe('built');
    } finally {
      server.closeAllConnections();
      await promisify(server.close.bind(server))();
      await rm(folder, { recursive: true });
    }
  });
});

function urlsIn(worker: string): string[] {
  return [...worker.matchAll(/\{"?revision"?:(?:"\w+"|null),"?url"?:"([^"]+)"\}/g)].map((match) => String(match[1]));
}

function sizeOf(file: string): number {
  return readFileSync(existsSync(`${file}.br`) ? `${file}.br` : file).byteLength;
}

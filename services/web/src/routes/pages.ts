import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from '@rollcall/service-kit';
import type { Express, RequestHandler } from 'express';
import sirv from 'sirv';
import { pageFolder } from '../files.ts';

const A_YEAR_SECONDS = 31_536_000;
const NOT_BUILT = 'The page has not been built: `npm run page` does that.';

/**
 * The page and its files, from the folder that Vite has built. Every address below /app that is no file is the page's own: it
 * reads the address itself. `/s` is what a phone opens from the code on the wall.
 */
export function mountPages(app: Express, log: Logger, folder = pageFolder): void {
  if (!existsSync(join(folder, 'index.html'))) log.warn(NOT_BUILT);
  // Files are looked up when they are asked for, so that what is built while the service runs is served at once.
  const send = sirv(folder, { dev: true, brotli: true, gzip: true, etag: true, extensions: [] });
  app.get('/', (_request, response) => {
    response.locals.route = 'root';
    response.redirect('/app');
  });
  app.get('/s', sendPage(send, 'scan.html'), sayThatItIsMissing);
  app.use('/app', sendFiles(send));
  app.get(['/app', '/app/*path'], ownAddresses, sendPage(send, 'index.html'), sayThatItIsMissing);
}

/** Browsers ask each time whether a page has changed. */
function sendPage(send: RequestHandler, file: string): RequestHandler {
  return (request, response, next) => {
    response.locals.route = 'page';
    response.set('Cache-Control', 'no-cache');
    request.url = `/${file}`;
    send(request, response, next);
  };
}

/** Files that Vite has named by what is in them never change. All others are asked for each time. */
function sendFiles(send: RequestHandler): RequestHandler {
  return (request, response, next) => {
    const { method, path } = request;
    const isFile = /^\/(assets\/)?[\w-]+(\.[\w-]+)*\.(html|js|css|svg|png|webmanifest|woff2|wasm)$/.test(path);
    if (!isFile || (method !== 'GET' && method !== 'HEAD')) return next();
    const isNamedByContent = path.startsWith('/assets/');
    response.locals.route = 'asset';
    response.set('Cache-Control', isNamedByContent ? `public, max-age=${A_YEAR_SECONDS}, immutable` : 'no-cache');
    // From below /app it also looks after /s.
    if (path === '/sw.js') response.set('Service-Worker-Allowed', '/');
    send(request, response, () => {
      response.set('Cache-Control', 'no-store');
      next();
    });
  };
}

// What is asked for as a file and is not there is not the page: a browser would take it for a script.
const ownAddresses: RequestHandler = ({ path }, _response, next) =>
  next(/^\/app\/assets(\/|$)|\.[\w-]+$/.test(path) ? 'route' : undefined);

const sayThatItIsMissing: RequestHandler = (_request, response) => {
  response.status(503).set('Cache-Control', 'no-store').type('text').send(`${NOT_BUILT}\n`);
};

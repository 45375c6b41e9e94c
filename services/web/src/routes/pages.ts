import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from '@rollcall/service-kit';
import type { Express, RequestHandler } from 'express';
import sirv from 'sirv';
import { pageFolder } from '../files.ts';
import { sendPage } from './send-files.ts';

const A_YEAR_SECONDS = 31_536_000;

/**
 * The page and its files. Every address below /app that is no file is the page's own: it reads the address itself. `/s` is
 * what a phone opens from the code on the wall.
 */
export function mountPages(app: Express, log: Logger): void {
  app.get('/', (_request, response) => {
    response.locals.route = 'root';
    response.redirect('/app');
  });
  if (!existsSync(join(pageFolder, 'index.html'))) {
    log.warn('The page has not been built: `npm run page` does that. Until then /app and /s say so.');
    app.get(['/app', '/app/*path', '/s'], sayThatItIsMissing);
    return;
  }
  app.get('/s', sendPage(pageFolder, 'scan.html'));
  app.use('/app', sendFiles());
  app.get(['/app', '/app/*path'], (request, response, next) => {
    // What is asked for as a file and is not there is not the page: a browser would take it for a script.
    if (/^\/app\/assets\/|\.\w+$/.test(request.path)) return next();
    sendIndex(request, response, next);
  });
}

const sendIndex = sendPage(pageFolder, 'index.html');

/** Files as Vite has named them, by what is in them: they never change. All others are asked for each time. */
function sendFiles(): RequestHandler {
  const send = sirv(pageFolder, {
    brotli: true,
    gzip: true,
    etag: true,
    extensions: [],
    ignores: false,
    setHeaders(response, path) {
      const isNamedByContent = path.startsWith('/assets/');
      response.setHeader(
        'Cache-Control',
        isNamedByContent ? `public, max-age=${A_YEAR_SECONDS}, immutable` : 'no-cache',
      );
      // From below /app it may also look after /s.
      if (path === '/sw.js') response.setHeader('Service-Worker-Allowed', '/');
    },
  });
  return (request, response, next) => {
    if (!['GET', 'HEAD'].includes(request.method) || !/^\/(assets\/)?[\w-]+(\.[\w-]+)+$/.test(request.path))
      return next();
    response.locals.route = 'asset';
    send(request, response, next);
  };
}

const sayThatItIsMissing: RequestHandler = (_request, response) => {
  response.locals.route = 'page';
  response.status(503).type('text').send('The page has not been built. Run `npm run page`, then start again.\n');
};

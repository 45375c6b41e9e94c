import express, { type RequestHandler } from 'express';

/** A page of `folder`. Browsers ask each time whether it has changed. */
export function sendPage(folder: string, file: string): RequestHandler {
  return (_request, response, next) => {
    response.locals.route = 'page';
    response.sendFile(file, { root: folder, headers: { 'Cache-Control': 'no-cache' } }, (problem) => {
      if (problem) next(problem);
    });
  };
}

/** The files of `folder` whose path matches `allowed`; others are passed on. */
export function sendAssets(folder: string, allowed: RegExp): RequestHandler {
  const send = express.static(folder, { index: false, redirect: false, cacheControl: false, setHeaders: revalidate });
  return (request, response, next) => {
    if (!allowed.test(request.path)) return next();
    response.locals.route = 'asset';
    send(request, response, next);
  };
}

function revalidate(response: { setHeader(name: string, value: string): unknown }) {
  response.setHeader('Cache-Control', 'no-cache');
}

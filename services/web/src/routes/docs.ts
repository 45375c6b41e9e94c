import { routeList } from '@rollcall/contracts';
import { createAsyncApi, createOpenApi } from '@rollcall/service-kit';
import type { Express } from 'express';
import { renderSocketsPage } from '../docs/sockets-page.ts';
import { publicFolder, swaggerFolder, typefaceFolder } from '../files.ts';
import { securityOfDocs } from '../security-headers.ts';
import { sendAssets, sendPage } from './send-files.ts';

/**
 * The pages of the API, written from the contracts: an OpenAPI document of all routes and one for each service, shown by
 * Swagger UI, and an AsyncAPI document of all sockets and events, shown by a page of our own.
 */
export function mountDocs(app: Express): void {
  app.get('/redoc', (_request, response) => {
    response.locals.route = 'redoc';
    response.redirect('/docs');
  });
  app.get('/docs', securityOfDocs, sendPage(publicFolder, 'docs.html'));
  app.use('/docs/assets/inter', sendAssets(typefaceFolder, /^\/(index\.css|files\/[\w-]+\.woff2)$/));
  app.use('/docs/assets', sendAssets(publicFolder, /^\/(docs\/)?[\w-]+\.(css|js)$/));
  app.use('/docs/swagger', sendAssets(swaggerFolder, /^\/swagger-ui(-bundle|-standalone-preset)?\.(css|js)$/));
  for (const [file, create] of Object.entries(openApiDocuments())) {
    const document = once(create);
    app.get(`/docs/openapi/${file}.json`, (_request, response) => {
      response.locals.route = 'openapi';
      response.set('Cache-Control', 'no-cache').json(document());
    });
  }
  const asyncApi = once(createAsyncApi);
  const page = once(() => renderSocketsPage(asyncApi()));
  app.get('/docs/asyncapi.json', (_request, response) => {
    response.locals.route = 'asyncapi';
    response.set('Cache-Control', 'no-cache').json(asyncApi());
  });
  app.get('/docs/sockets', securityOfDocs, (_request, response) => {
    response.locals.route = 'page';
    response.set('Cache-Control', 'no-cache').type('html').send(page());
  });
}

// By file name; `index` is the list that Swagger UI chooses from.
function openApiDocuments(): Record<string, () => object> {
  const byService = Map.groupBy(routeList, ({ service }) => service);
  const ofServices = [...byService].map(([name, routes]) => [name, () => createOpenApi(`Rollcall: ${name}`, routes)]);
  return {
    index: () => ['all', ...byService.keys()].map((name) => ({ name, url: `/docs/openapi/${name}.json` })),
    all: () => createOpenApi('Rollcall', routeList),
    ...Object.fromEntries(ofServices),
  };
}

/** Documents are made when somebody asks for them: few processes are asked. */
function once<Made extends object | string>(create: () => Made): () => Made {
  let made: Made | undefined;
  return () => {
    made ??= create();
    return made;
  };
}

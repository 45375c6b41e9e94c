import { routeList } from '@rollcall/contracts';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { startWeb } from './helpers.ts';

const { get } = startWeb();
const all = routeList;
const services = [...new Set(all.map((route) => route.service))];

async function documentOf(service: string) {
  const response = await get(`/docs/openapi/${service}.json`);
  return (await response.json()) as { paths: Record<string, Record<string, { operationId: string }>> };
}

describe('API docs', () => {
  it('lists one document for each service that has routes', async () => {
    const list = await documentOf('index');
    expect(list).toEqual(services.map((name) => ({ name, url: `/docs/openapi/${name}.json` })));
  });

  it.each(services)('%s: a valid OpenAPI 3.1 document', async (service) => {
    const validator = new Validator();
    const result = await validator.validate(await documentOf(service));
    expect(result.errors ?? []).toEqual([]);
    expect([result.valid, validator.version]).toEqual([true, '3.1']);
  });

  it.each(services)('%s: exactly the routes of the contracts', async (service) => {
    const { paths } = await documentOf(service);
    const documented = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const expected = all
      .filter((route) => route.service === service)
      .flatMap((route) => route.paths.map((path) => `${route.method} ${path.replace(/:(\w+)/g, '{$1}')}`));
    expect(documented.sort()).toEqual(expected.sort());
  });

  it('names each operation once in all documents', async () => {
    const documents = await Promise.all(services.map(documentOf));
    const ids = documents.flatMap((document) =>
      Object.values(document.paths).flatMap((path) => Object.values(path).map((one) => one.operationId)),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });
});

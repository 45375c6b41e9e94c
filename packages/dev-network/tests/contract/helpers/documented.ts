import { routeList } from '@rollcall/contracts';
import { createOpenApi } from '@rollcall/service-kit';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { expect } from 'vitest';

interface Described {
  responses: Record<string, { content?: Record<string, unknown> }>;
}

interface Documented {
  method: string;
  path: RegExp;
  operation: Described;
  pointer: string;
}

const document = createOpenApi('Rollcall', routeList) as unknown as {
  paths: Record<string, Record<string, Described>>;
};
const ajv = new Ajv2020({ strict: false, allErrors: true });
formats.default(ajv);
ajv.addSchema(document, 'rollcall');
const validators = new Map<string, ValidateFunction>();

const operations: Documented[] = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    method: method.toUpperCase(),
    path: new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`),
    operation,
    pointer: `#/paths/${encoded(path)}/${method}`,
  })),
);

/** What is refused before anybody knows which route is meant. */
const beforeRoutes = new Set<unknown>(['route_not_found', 'headers_too_large', 'request_timeout']);

/**
 * Holds an answer against the OpenAPI document: its status stands there, and its body has the shape of that status. What no
 * document knows, the pages and unknown addresses, is let through.
 */
export function expectDocumented(line: string, answer: { status: number; type: string | null; body: unknown }): void {
  const [method = '', address = ''] = line.split(' ');
  const path = address.split('?', 1)[0] ?? '';
  const { status, type, body } = answer;
  const candidates = operations.filter((one) => one.method === method && one.path.test(path));
  // A fixed path comes before one with a parameter, as in the services.
  const found = candidates.find(({ path: pattern }) => !pattern.source.includes('[^/]+')) ?? candidates[0];
  if (!found || beforeRoutes.has((body as { code?: unknown }).code)) return;
  const { content } = found.operation.responses[status] ?? {};
  expect(content, `${line}: ${status} is not documented, ${JSON.stringify(body).slice(0, 200)}`).toBeDefined();
  const media = type?.split(';', 1)[0] ?? '';
  expect(Object.keys(content ?? {}), `${line}: ${status} of another type`).toContain(media);
  if (media !== 'application/json') return;
  const pointer = `rollcall${found.pointer}/responses/${status}/content/${encoded(media)}/schema`;
  const validate = validators.get(pointer) ?? ajv.compile({ $ref: pointer });
  validators.set(pointer, validate);
  validate(body);
  expect(validate.errors ?? [], `${line}: ${status} has another shape than its document`).toEqual([]);
}

/** A step of a JSON pointer (RFC 6901) in an address. */
function encoded(step: string): string {
  return encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'));
}

import {
  BROWSER_CLIENT,
  CLIENT_HEADER,
  type ErrorCode,
  errors,
  failure,
  type Route,
  role,
  roleRefusal,
  success,
} from '@rollcall/contracts';
import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';

/** The OpenAPI 3.1 document of routes, of one service or of all. */
export function createOpenApi(title: string, routes: readonly Route[]) {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const route of routes) {
    route.paths.forEach((path, index) => {
      const key = path.replace(/:(\w+)/g, '{$1}');
      const operationId = index === 0 ? route.name : `${route.name}${index + 1}`;
      paths[key] = { ...paths[key], [route.method.toLowerCase()]: describe(route, operationId) };
    });
  }
  return createDocument({
    openapi: '3.1.0',
    info: { title, version: '1.0.0' },
    paths: paths as ZodOpenApiPathsObject,
    components: { securitySchemes: { accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
  });
}

function describe(route: Route, operationId: string): ZodOpenApiOperationObject {
  const path = Object.fromEntries(Object.keys(route.ids).map((name) => [name, z.string()]));
  return {
    operationId,
    summary: route.summary,
    tags: [route.classic ? 'classic' : route.service],
    ...(route.access !== 'public' && { security: [{ accessToken: [] }] }),
    requestParams: {
      ...(Object.keys(path).length > 0 && { path: z.object(path) }),
      ...(route.query instanceof z.ZodObject && { query: route.query }),
      ...(route.cookies && { header: z.object({ [CLIENT_HEADER]: z.literal(BROWSER_CLIENT).optional() }) }),
    },
    ...requestBody(route),
    responses: {
      [String(route.status)]: { description: 'Success', content: contentOf(route) },
      ...failures(route),
    },
  };
}

function contentOf({ produces, bare, data }: Route) {
  const binary = { schema: { type: 'string', format: 'binary' } } as const;
  if (produces.length > 0) return Object.fromEntries(produces.map((type) => [type, binary]));
  return { 'application/json': { schema: bare ? data : success(data) } };
}

function requestBody({ method, body, file }: Route): Pick<ZodOpenApiOperationObject, 'requestBody'> {
  if (file) {
    const binary = { schema: { type: 'string', format: 'binary', maxLength: file.maxBytes } } as const;
    const content = Object.fromEntries(file.types.map((type) => [type, binary]));
    return { requestBody: { required: true, description: `At most ${file.maxBytes} bytes`, content } };
  }
  const mayBeLeftOut = body instanceof z.ZodDefault || body instanceof z.ZodPrefault;
  const schema = mayBeLeftOut ? body.unwrap() : body;
  if (method === 'GET' || !(schema instanceof z.ZodObject)) return {};
  return { requestBody: { required: !mayBeLeftOut, content: { 'application/json': { schema } } } };
}

function failures(route: Route) {
  const codes: ErrorCode[] = [...route.errors, 'invalid_request', 'rate_limited', 'try_again'];
  if (route.cookies) codes.push('origin_refused');
  if (route.method !== 'GET') codes.push('payload_too_large', 'unsupported_encoding');
  if (route.file) codes.push('unsupported_media_type');
  if (route.access !== 'public') codes.push('unauthorized');
  codes.push(...role.options.flatMap((one) => roleRefusal(route.access, one) ?? []));
  const byStatus = Map.groupBy(new Set(codes), (code) => errors[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, group]) => [
      String(status),
      {
        description: group.map((code) => `\`${code}\` ${errors[code].sentence}`).join('; '),
        content: { 'application/json': { schema: failure } },
      },
    ]),
  );
}

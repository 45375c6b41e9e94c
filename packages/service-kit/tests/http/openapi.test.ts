import { expect, test } from 'vitest';
import { z } from 'zod';
import { createOpenApi } from '../../src/http/openapi.ts';
import { testRoute } from './helpers.ts';

const describeRoute = (change: Parameters<typeof testRoute>[0]) =>
  createOpenApi('Things', [testRoute({ errors: [], ...change })]).paths?.['/thing']?.post;

test('a file is a binary body of its media types and size, with its refusals', () => {
  const { requestBody, responses } = describeRoute({ file: { maxBytes: 9, types: ['image/png', 'text/csv'] } }) ?? {};
  const binary = { schema: { type: 'string', format: 'binary', maxLength: 9 } };
  expect(requestBody).toMatchObject({ required: true, content: { 'image/png': binary, 'text/csv': binary } });
  expect(Object.keys(responses ?? {})).toEqual(expect.arrayContaining(['200', '413', '415', '429', '503']));
});

test('a route with cookies has the header of pages, and its refusal', () => {
  const { parameters, responses } = describeRoute({ cookies: true }) ?? {};
  expect(parameters).toEqual([expect.objectContaining({ in: 'header', name: 'X-Rollcall-Client' })]);
  expect(responses?.['403']).toMatchObject({ description: expect.stringContaining('origin_refused') });
  expect(describeRoute({})?.parameters).toEqual([]);
});

test('a body that may be left out is described, and not required', () => {
  const body = z.strictObject({ reason: z.string().optional() }).default({});
  const { requestBody } = describeRoute({ body }) ?? {};
  expect(requestBody).toMatchObject({
    required: false,
    content: { 'application/json': { schema: { properties: { reason: { type: 'string' } } } } },
  });
});

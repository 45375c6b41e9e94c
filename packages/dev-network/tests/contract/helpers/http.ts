import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import { expectDocumented } from './documented.ts';

const PATIENCE_MS = 10_000;
const AGAIN_MS = 100;

/** Where a Rollcall answers; read at each use, because a test file learns it only when its network is up. */
export interface Origin {
  readonly url: string;
}

export interface Answer {
  status: number;
  headers: Headers;
  /** The parsed JSON; for any other content type what came, so that no comparison with JSON can pass. */
  body: unknown;
}

export interface CallOptions {
  token?: string | undefined;
  json?: unknown;
  /** A body sent as it is. */
  raw?: string | Uint8Array<ArrayBuffer>;
  headers?: Record<string, string>;
}

/** Calls `<METHOD> <path>`. Redirects are not followed. Every answer is held against the document of its route. */
export async function call(origin: Origin, line: string, options: CallOptions = {}): Promise<Answer> {
  const [method = '', path = ''] = line.split(' ');
  const headers = new Headers();
  if (options.token !== undefined) headers.set('authorization', `Bearer ${options.token}`);
  if (options.json !== undefined) headers.set('content-type', 'application/json');
  for (const [name, value] of Object.entries(options.headers ?? {})) headers.set(name, value);
  const body = options.json === undefined ? options.raw : JSON.stringify(options.json);
  const response = await fetch(origin.url + path, { method, headers, redirect: 'manual', ...(body && { body }) });
  const text = await response.text();
  const type = response.headers.get('content-type');
  const answer = {
    status: response.status,
    headers: response.headers,
    body: type?.startsWith('application/json') ? JSON.parse(text) : { notJson: text },
  };
  expectDocumented(line, { ...answer, type });
  return answer;
}

/** What a successful answer must equal: these keys of `data` and no others. */
export function success(status: 200 | 201, data: unknown): Answer {
  return { status, headers: expect.any(Headers), body: { success: true, data } };
}

/** What a refusal must equal: our shape, with this sentence. */
export function refusal(
  status: number,
  error: unknown = expect.any(String),
  code: unknown = expect.any(String),
): Answer {
  const shape = { success: false, error, code, requestId: expect.any(String) };
  return { status, headers: expect.any(Headers), body: expect.objectContaining(shape) };
}

/** The `data` of an answer that must be a success. */
export function dataOf<Data>(answer: Answer): Data {
  expect(answer.body).toMatchObject({ success: true });
  return (answer.body as { data: Data }).data;
}

/**
 * Calls, and gives the `data` of the success that must come: for what a test only prepares. As clients do, it asks again when a
 * service that waits for its database says so.
 */
export async function ask<Data>(origin: Origin, line: string, options?: CallOptions): Promise<Data> {
  const deadlineMs = performance.now() + PATIENCE_MS;
  for (;;) {
    const answer = await call(origin, line, options);
    if (answer.status !== 503 || performance.now() > deadlineMs) return dataOf(answer);
    await delay(AGAIN_MS);
  }
}

export const sentences = {
  schema: 'Invalid request schema',
  unauthorized: 'Unauthorized, token missing or invalid',
  teacherOnly: 'Forbidden, teacher access required',
  studentOnly: 'Forbidden, student access required',
  notTeacherOfClass: 'Forbidden, not class teacher',
  notEnrolled: 'Forbidden, not enrolled in class',
  noClass: 'Class not found',
  noUser: 'User not found',
  noStudent: 'Student not found',
  emailTaken: 'Email already exists',
  wrongCredentials: 'Invalid email or password',
} as const;

export const UNKNOWN_ID = 'ffffffffffffffffffffffff';
export const impossibleIds = ['1', 'undefined', 'zzzzzzzzzzzzzzzzzzzzzzzz', `${UNKNOWN_ID}0`, '%24ne', "'%20or%201"];

import type { Response } from 'express';
import { dataHeaders } from './answer-headers.ts';

/** Answers with JSON. Express' own way asks again what is known here: no ETag, nothing to be escaped, nobody's fresh copy. */
export function sendJson(response: Response, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  const headers = dataHeaders(response);
  const length = Buffer.byteLength(text);
  headers.push('Content-Type', 'application/json; charset=utf-8', 'Content-Length', String(length));
  response.writeHead(status, headers);
  // Of ASCII alone both are the same bytes, and Latin 1 needs no second look at each.
  response.end(text, length === text.length ? 'latin1' : 'utf8');
}

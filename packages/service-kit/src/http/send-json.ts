import type { Response } from 'express';
import { answerHeaders } from './answer-headers.ts';

/** Answers with JSON. Express' own way asks again what is known here: no ETag, nothing to be escaped, nobody's fresh copy. */
export function sendJson(response: Response, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  const headers = answerHeaders(response);
  headers.push('Content-Type', 'application/json; charset=utf-8', 'Content-Length', String(Buffer.byteLength(text)));
  response.writeHead(status, headers);
  response.end(text);
}

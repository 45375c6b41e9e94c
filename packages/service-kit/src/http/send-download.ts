import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Download } from '@rollcall/contracts';
import type { Response } from 'express';
import { downloadHeaders } from './answer-headers.ts';

/**
 * Answers with a file for saving. One in pieces that fails on its way ends the connection, so that nobody takes a part for
 * the whole.
 */
export async function sendDownload(response: Response, status: number, file: Download): Promise<void> {
  const { type, fileName, content } = file;
  const headers = downloadHeaders(response);
  headers.push('Content-Type', type, 'Content-Disposition', dispositionOf(fileName));
  if (typeof content === 'string' || content instanceof Uint8Array) {
    headers.push('Content-Length', String(Buffer.byteLength(content)));
    response.writeHead(status, headers).end(content);
    return;
  }
  // The first piece comes before the head: what fails at once is still a failure with words.
  const pieces = content[Symbol.asyncIterator]();
  const first = await pieces.next();
  response.writeHead(status, headers);
  await pipeline(Readable.from(withFirst(first, pieces)), response).catch((error) => {
    // Whoever goes away in the middle is nobody's mistake.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  });
}

/** Ends the source, too, when nobody wants more of it. */
async function* withFirst<Piece>(first: IteratorResult<Piece>, rest: AsyncIterator<Piece>): AsyncGenerator<Piece> {
  try {
    for (let next = first; !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

/** Content-Disposition of a file for saving (RFC 6266): a name of ASCII for old clients, the whole one as RFC 8187 wants it for the others. */
export function dispositionOf(fileName: string | undefined): string {
  if (fileName === undefined) return 'attachment';
  const plain = fileName.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(fileName.toWellFormed()).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

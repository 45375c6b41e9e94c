import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { FileRule } from '@rollcall/contracts';
import type { Request } from 'express';
import { AppError } from '../app-error.ts';
import type { UploadedFile } from './operation.ts';

const unpack = promisify(gunzip);

/** What all uploads of a process may hold in memory at once. */
const ROOM_BYTES = 64 * 1024 * 1024;

/** Uploads of one process, bounded in memory. */
export interface Uploads {
  /**
   * Reads the file of a request and hands it to `use`, for which its room is kept. Throws `unsupported_media_type`,
   * `unsupported_encoding`, `payload_too_large` and, for an empty one, `invalid_request`; `try_again`, before anything is
   * read, when there is no room.
   */
  take<Result>(request: Request, rule: FileRule, use: (file: UploadedFile) => Promise<Result>): Promise<Result>;
}

export function createUploads(roomBytes: number = ROOM_BYTES): Uploads {
  let takenBytes = 0;

  return {
    async take(request, rule, use) {
      const type = readType(request, rule);
      const encoding = readEncoding(request);
      const announcedBytes = Number(request.headers['content-length'] ?? rule.maxBytes);
      if (announcedBytes > rule.maxBytes) throw new AppError('payload_too_large');
      const bytes = encoding === 'gzip' ? announcedBytes + rule.maxBytes : announcedBytes;
      // One alone always has room.
      if (takenBytes > 0 && takenBytes + bytes > roomBytes) throw new AppError('try_again');
      takenBytes += bytes;
      try {
        const body = await readAtMost(request, rule.maxBytes);
        const file = encoding === 'gzip' ? await unpackAtMost(body, rule.maxBytes) : body;
        if (file.length === 0) throw new AppError('invalid_request');
        return await use({ bytes: file, type });
      } finally {
        takenBytes -= bytes;
      }
    },
  };
}

function readType({ headers }: Request, rule: FileRule): string {
  const type = (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (!rule.types.includes(type)) throw new AppError('unsupported_media_type');
  return type;
}

function readEncoding({ headers }: Request): 'identity' | 'gzip' {
  const encoding = headers['content-encoding']?.toLowerCase() ?? 'identity';
  if (encoding !== 'identity' && encoding !== 'gzip') throw new AppError('unsupported_encoding');
  return encoding;
}

/** The body, or an error as soon as it is too large; what still comes then is dropped, as long as a request may take. */
function readAtMost(request: Request, maxBytes: number): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const chunks: Buffer[] = [];
  let length = 0;
  request.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length <= maxBytes) return void chunks.push(chunk);
    chunks.length = 0;
    reject(new AppError('payload_too_large'));
  });
  request.once('end', () => resolve(Buffer.concat(chunks)));
  request.once('error', (cause) => reject(new AppError('invalid_request', { cause })));
  return promise;
}

async function unpackAtMost(packed: Buffer, maxBytes: number): Promise<Buffer> {
  try {
    return await unpack(packed, { maxOutputLength: maxBytes });
  } catch (cause) {
    const tooLarge = cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE';
    throw new AppError(tooLarge ? 'payload_too_large' : 'invalid_request', { cause });
  }
}

import { AppError } from '@rollcall/service-kit';
import { z } from 'zod';

/** Where a page ended: pages go back in time, so that what is added meanwhile moves nothing. */
export interface Position {
  at: Date;
  _id: string;
}

const cursor = z.tuple([z.int().min(-8.64e15).max(8.64e15), z.string().regex(/^[0-9a-f]{32}$/)]);

export function encodeCursor({ at, _id }: Position): string {
  return Buffer.from(JSON.stringify([at.getTime(), _id])).toString('base64url');
}

/** Throws `invalid_request` for what {@link encodeCursor} did not write. */
export function decodeCursor(text: string): Position {
  try {
    const [atMs, _id] = cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    return { at: new Date(atMs), _id };
  } catch (cause) {
    throw new AppError('invalid_request', { details: [{ path: 'cursor', message: 'is none of ours' }], cause });
  }
}

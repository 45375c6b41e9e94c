import { id } from '@rollcall/contracts';
import { AppError } from '@rollcall/service-kit';
import { z } from 'zod';

/** Where a page of people by name ended. `nameKey` is null for a document that has none yet. */
export interface NamePosition {
  nameKey: string | null;
  _id: string;
}

const position = z.tuple([z.string().nullable(), id]);

export function encodeCursor({ nameKey, _id }: NamePosition): string {
  return Buffer.from(JSON.stringify([nameKey, _id])).toString('base64url');
}

/** Throws `invalid_request` for what `encodeCursor` did not write. */
export function decodeCursor(cursor: string): NamePosition {
  try {
    const [nameKey, _id] = position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { nameKey, _id };
  } catch (cause) {
    throw new AppError('invalid_request', { details: [{ path: 'cursor', message: 'is none of ours' }], cause });
  }
}

import { FILE_KEY } from '@rollcall/contracts';

/** What is put: whole, or in pieces as they are made. */
export type ObjectContent = Uint8Array | AsyncIterable<Uint8Array | string>;

export interface SignedFor {
  /** Under which the file is saved. */
  fileName: string;
  expiresAt: Date;
}

/** What stands in one of our own addresses of files. */
export interface AddressParts {
  expiresSeconds: number;
  fileName: string;
  signature: string;
}

/**
 * Where files are: documents of excuses, and exports. Keys are ours (`FILE_KEY`), never what people call their files. While
 * the place is away everything fails with `try_again`.
 */
export interface ObjectStore {
  /** Stores a file under its key, as a whole or not at all; one of the same key is replaced. */
  put(key: string, content: ObjectContent, options: { type: string }): Promise<void>;
  /** The file in pieces, null when there is none. */
  get(key: string): Promise<AsyncIterable<Uint8Array> | null>;
  /** Also when there is none. */
  delete(key: string): Promise<void>;
  /** An address by which anybody can fetch the file until it expires; one of this origin begins with a slash. */
  addressOf(key: string, options: SignedFor): Promise<string>;
  /** Whether one of our own addresses is genuine and still good; never for a store that gives out others. */
  isGood(key: string, address: AddressParts, nowMs: number): boolean;
  /** Removes what processes that died have left half written. */
  tidy(): Promise<void>;
  close(): void;
}

/** Throws for a key that is none of ours: it would be a mistake in this service, so no words for people. */
export function requireKey(key: string): string {
  if (!FILE_KEY.test(key)) throw new Error('no key of an object');
  return key;
}

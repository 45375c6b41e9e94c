import { type KeyObject, randomBytes } from 'node:crypto';
import { createKeyedHash } from '@rollcall/service-kit';
import { LRUCache } from 'lru-cache';
import {
  deriveKey,
  hashToken,
  type KeyPurpose,
  mintToken,
  NONCE_BYTES,
  type ReadToken,
  readToken,
} from '../domain/qr-token.ts';
import { type Receipt, readReceipt, signReceipt } from '../domain/receipt.ts';
import { openText, SEAL_IV_BYTES, sealText } from '../domain/seal.ts';
import type { NewCode } from '../store/redis/wall-codes.ts';

const REMEMBERED_SESSIONS = 10_000;
/** A hall scans the same token: it is read once. */
const REMEMBERED_TOKENS = 5_000;
/** What is on walls is shown again and again, and what was sealed here is known already. */
const REMEMBERED_SEALS = 20_000;

export type Codes = ReturnType<typeof createCodes>;

/**
 * Makes and reads what walls show and receipts. Two master secrets are good at once while one replaces the other; the first
 * signs.
 */
export function createCodes(masterSecrets: string[]) {
  const remembered = new LRUCache<string, KeyObject[]>({ max: 3 * REMEMBERED_SESSIONS });
  const tokens = new LRUCache<string, ReadToken>({ max: REMEMBERED_TOKENS });
  const opened = new LRUCache<string, string>({ max: REMEMBERED_SEALS });
  const typedHashes = masterSecrets.map((secret) => createKeyedHash(secret, 'rollcall typed codes'));

  function keysOf(purpose: KeyPurpose, sessionId: string): KeyObject[] {
    const name = `${purpose}.${sessionId}`;
    let keys = remembered.get(name);
    if (!keys) {
      keys = masterSecrets.map((secret) => deriveKey(secret, purpose, sessionId));
      remembered.set(name, keys);
    }
    return keys;
  }

  function signingKey(purpose: KeyPurpose, sessionId: string): KeyObject {
    const [key] = keysOf(purpose, sessionId);
    if (!key) throw new Error('there is no master secret');
    return key;
  }

  function seal(sessionId: string, text: string): string {
    const sealed = sealText(signingKey('qr-seal', sessionId), text, randomBytes(SEAL_IV_BYTES));
    opened.set(`${sessionId}.${sealed}`, text);
    return sealed;
  }

  const macKeys = (sessionId: string) => keysOf('qr-mac', sessionId);
  const receiptKeys = (sessionId: string) => keysOf('receipt', sessionId);

  return {
    /** A new token for the wall: what Redis keeps of it. */
    mint(sessionId: string, roundNumber: number, expiresAtSeconds: number): NewCode {
      const content = { sessionId, roundNumber, expiresAtSeconds };
      const token = mintToken(signingKey('qr-mac', sessionId), content, randomBytes(NONCE_BYTES));
      return { hash: hashToken(token), sealed: seal(sessionId, token) };
    },

    /** What Redis keeps of a typed code of a session. */
    hideTyped: (sessionId: string, code: string): NewCode => ({
      hash: typedHashes[0]?.(code) ?? '',
      sealed: seal(sessionId, code),
    }),

    /** The hashes that may stand for a typed code. */
    hashesOfTyped: (code: string): string[] => typedHashes.map((hash) => hash(code)),

    /** The token or typed code in a sealed one. Throws when it was sealed under a master secret that is gone. */
    open(sessionId: string, sealed: string): string {
      const name = `${sessionId}.${sealed}`;
      const known = opened.get(name);
      if (known !== undefined) return known;
      const text = openWithAny(keysOf('qr-seal', sessionId), sealed);
      opened.set(name, text);
      return text;
    },

    /** What a token says, if it is one of ours. No I/O. */
    read(text: string): ReadToken | undefined {
      const known = tokens.get(text);
      if (known) return known;
      const token = readToken(text, macKeys);
      if (token) tokens.set(text, token);
      return token;
    },

    signReceipt: (receipt: Receipt): string => signReceipt(signingKey('receipt', receipt.sessionId), receipt),

    /** What a receipt says, if it is one of ours. No I/O. */
    readReceipt: (text: string): Receipt | undefined => readReceipt(text, receiptKeys),
  };
}

function openWithAny(keys: KeyObject[], sealed: string): string {
  for (const [index, key] of keys.entries()) {
    try {
      return openText(key, sealed);
    } catch (error) {
      if (index === keys.length - 1) throw error;
    }
  }
  throw new Error('there is no master secret');
}

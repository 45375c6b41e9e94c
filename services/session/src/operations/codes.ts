import { type KeyObject, randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { deriveKey, hashToken, mintToken, NONCE_BYTES, type ReadToken, readToken } from '../domain/qr-token.ts';
import { openText, SEAL_IV_BYTES, sealText } from '../domain/seal.ts';

const REMEMBERED_SESSIONS = 10_000;

export interface MintedCode {
  hash: string;
  /** The token, encrypted: what Redis keeps so that every process can show it. */
  sealed: string;
}

export type Codes = ReturnType<typeof createCodes>;

/** Makes and reads the tokens on walls. Two master secrets are good at once while one replaces the other; the first signs. */
export function createCodes(masterSecrets: string[]) {
  const macKeys = new LRUCache<string, KeyObject[]>({ max: REMEMBERED_SESSIONS });
  const derive = (purpose: 'qr-mac' | 'qr-seal', sessionId: string) =>
    masterSecrets.map((secret) => deriveKey(secret, purpose, sessionId));

  function macKeysOf(sessionId: string): KeyObject[] {
    let keys = macKeys.get(sessionId);
    if (!keys) {
      keys = derive('qr-mac', sessionId);
      macKeys.set(sessionId, keys);
    }
    return keys;
  }

  return {
    mint(sessionId: string, roundNumber: number, expiresAtSeconds: number): MintedCode {
      const [macKey] = macKeysOf(sessionId);
      const [sealKey] = derive('qr-seal', sessionId);
      if (!macKey || !sealKey) throw new Error('there is no master secret');
      const token = mintToken(macKey, { sessionId, roundNumber, expiresAtSeconds }, randomBytes(NONCE_BYTES));
      return { hash: hashToken(token), sealed: sealText(sealKey, token, randomBytes(SEAL_IV_BYTES)) };
    },

    /** The token in a sealed code. Throws when it was sealed under a master secret that is gone. */
    open(sessionId: string, sealed: string): string {
      const keys = derive('qr-seal', sessionId);
      for (const [index, key] of keys.entries()) {
        try {
          return openText(key, sealed);
        } catch (error) {
          if (index === keys.length - 1) throw error;
        }
      }
      throw new Error('there is no master secret');
    },

    /** What a token says, if it is one of ours. No I/O. */
    read: (text: string): ReadToken | undefined => readToken(text, macKeysOf),
  };
}

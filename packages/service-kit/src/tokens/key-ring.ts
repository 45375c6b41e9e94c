import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import type { Clock } from '../clock.ts';

const ASK_AGAIN_MS = 2_000;

/** The issuer's public keys by `kid`, asked for when an unknown one comes, at most every two seconds. */
export interface KeyRing {
  get(kid: string): Promise<KeyObject | undefined>;
  /** Ask again at the next unknown key, whenever the last time was. */
  refresh(): void;
}

/** `fetchKeys` brings the issuer's JSON Web Key Set (RFC 7517). */
export function createKeyRing(clock: Clock, fetchKeys: () => Promise<Record<string, unknown>[]>): KeyRing {
  let keys = new Map<string, KeyObject>();
  let askedAtMs = 0;
  let asking: Promise<void> | undefined;

  async function ask() {
    const fetched = await fetchKeys();
    askedAtMs = clock.now();
    keys = new Map(fetched.map((jwk) => [String(jwk.kid), createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' })]));
  }

  return {
    async get(kid) {
      const known = keys.get(kid);
      if (known || clock.now() - askedAtMs < ASK_AGAIN_MS) return known;
      asking ??= ask().finally(() => {
        asking = undefined;
      });
      await asking;
      return keys.get(kid);
    },
    refresh() {
      askedAtMs = 0;
    },
  };
}

import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import type { Clock } from '../clock.ts';

const ASK_AGAIN_MS = 2_000;
const AFTER_FAILURE_MS = 1_000;
/** Who needs a key does not wait for the next try, but a flood asks no more often than this. */
const NEEDED_AFTER_FAILURE_MS = 100;
const ASK_ANYWAY_MS = 300_000;

/** The issuer's public keys by `kid`. */
export interface KeyRing {
  /** Whether a key is among those that the issuer published last. */
  has(kid: string): boolean;
  /**
   * The key; undefined when the issuer has none of that name. Asks for an unknown one, at most every two seconds. Throws what
   * asking threw.
   */
  get(kid: string): Promise<KeyObject | undefined>;
  /** Asks now. The answer replaces all keys; until it is there the old ones stay good. */
  refresh(): void;
  close(): void;
}

/**
 * `fetchKeys` brings the issuer's JSON Web Key Set (RFC 7517). Nothing is asked before the first key is needed; then every
 * five minutes, and after a failure every second until there is an answer.
 */
export function createKeyRing(clock: Clock, fetchKeys: () => Promise<Record<string, unknown>[]>): KeyRing {
  let keys = new Map<string, KeyObject>();
  let askedAtMs = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | undefined;
  let isOutdated = false;
  let failure: { error: unknown; atMs: number } | undefined;
  let next: NodeJS.Timeout | undefined;
  let isClosed = false;

  function ask(): Promise<void> {
    asking ??= replaceKeys().finally(() => {
      asking = undefined;
    });
    return asking;
  }

  async function replaceKeys() {
    clearTimeout(next);
    try {
      do {
        isOutdated = false;
        keys = readKeys(await fetchKeys());
      } while (isOutdated && !isClosed);
      askedAtMs = clock.now();
      failure = undefined;
      askIn(ASK_ANYWAY_MS);
    } catch (error) {
      failure = { error, atMs: clock.now() };
      askIn(AFTER_FAILURE_MS);
      throw error;
    }
  }

  function askIn(delayMs: number) {
    if (!isClosed) next = setTimeout(askQuietly, delayMs).unref();
  }

  function askQuietly() {
    // Who needs a key is told of the failure, and the next try is planned.
    ask().catch(() => {});
  }

  return {
    has: (kid) => keys.has(kid),
    async get(kid) {
      const known = keys.get(kid);
      if (known) return known;
      if (!asking && failure && clock.now() - failure.atMs < NEEDED_AFTER_FAILURE_MS) throw failure.error;
      if (!asking && !failure && clock.now() - askedAtMs < ASK_AGAIN_MS) return undefined;
      await ask();
      return keys.get(kid);
    },
    refresh() {
      // An answer that is on its way may be older than what it is asked for.
      isOutdated = asking !== undefined;
      askQuietly();
    },
    close() {
      isClosed = true;
      clearTimeout(next);
    },
  };
}

function readKeys(jwks: Record<string, unknown>[]): Map<string, KeyObject> {
  return new Map(
    jwks.map((jwk) => [String(jwk.kid), createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' })] as const),
  );
}

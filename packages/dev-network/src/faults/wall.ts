import { setTimeout as wait } from 'node:timers/promises';
import { createClient, RollcallError, withRetry } from '@rollcall/client';
import { type QrCode, routes } from '@rollcall/contracts';
import { type Account, patient } from '../demo/accounts.ts';
import type { Wall } from '../demo/scan-like-a-phone.ts';

const LOOK_MS = 300;
const PATIENCE_MS = 3_000;

export interface WatchedWall extends Wall {
  /** How many codes have been shown. */
  readonly codes: number;
  close(): Promise<void>;
}

/** The wall of a hall that has HTTP alone: asks for the code again and again, and shows the last it was told. */
export async function watchWall({ client, token }: Account, sessionId: string): Promise<WatchedWall> {
  const own = createClient({ origin: client.origin, token, timeoutMs: PATIENCE_MS });
  const ask = () => own.call(routes.getQr, { ids: { id: sessionId } });
  let code: Pick<QrCode, 'token' | 'issuedAt'> = await withRetry(ask, patient);
  const tokens = new Set([code.token]);
  const closed = new AbortController();

  async function look(): Promise<void> {
    const next = await ask();
    if (next.issuedAt >= code.issuedAt) code = next;
    tokens.add(next.token);
  }

  async function follow(): Promise<void> {
    while (!closed.signal.aborted) {
      await look().catch(keepShowing);
      await wait(LOOK_MS, undefined, { signal: closed.signal }).catch(() => {}); // closed
    }
  }
  const following = follow();

  return {
    get code() {
      return code;
    },
    get codes() {
      return tokens.size;
    },
    async renew(refusedToken) {
      if (code.token === refusedToken) await look();
    },
    close() {
      closed.abort();
      return following;
    },
  };
}

function keepShowing(error: unknown): void {
  if (!(error instanceof RollcallError)) throw error;
}

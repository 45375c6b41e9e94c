import { systemTrace, tellAll } from '@rollcall/service-kit';
import type { Context } from '../context.ts';
import { makeSigningKey } from './signing-key.ts';

/** Longer than a process may take to notice that it signs with a retired key. */
const OVERLAP_SECONDS = 600;

type Needed = Pick<Context, 'config' | 'bus' | 'clock' | 'signingKeys'>;

/**
 * Puts a new key in the place of the active one and tells everybody. The former is published until the last token that it
 * has signed is over. False when another process was faster.
 */
export async function rotateSigningKey({ config, bus, clock, signingKeys }: Needed, keyId: string): Promise<boolean> {
  const nowMs = clock.now();
  const lifeSeconds = Math.max(config.CLASSIC_TOKEN_TTL, config.ACCESS_TOKEN_TTL) + OVERLAP_SECONDS;
  const next = await makeSigningKey(config.KEY_ENCRYPTION_SECRET, nowMs);
  const replaced = await signingKeys.replace(keyId, next, new Date(nowMs + lifeSeconds * 1000));
  if (replaced) await tellAll(bus, 'keysRotated', {}, systemTrace('signing-key'));
  return replaced;
}
